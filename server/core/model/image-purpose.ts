import type { Stage } from "./dockerfile.ts";
import { callsOf } from "./shell-calls.ts";

/** True where an image is for others to build on or to work in: a prompt counts as nothing. */
export function startsNothing(stage: Stage): boolean {
  if (stage.entrypoint()) return false;
  const cmd = stage.cmd();
  return !cmd || (cmd.form === "exec" ? isPrompt(cmd.words) : callsOf(cmd).every(({ words }) => isPrompt(words)));
}

function isPrompt(words: readonly { readonly value: string | undefined }[]): boolean {
  const [program, ...rest] = words;
  return (
    interactive.has(program?.value?.replace(/^.*\//, "") ?? "") &&
    rest.every(({ value }) => /^-[il]+$|^--login$/.test(value ?? ""))
  );
}

/** What waits for somebody to type. */
const interactive = new Set(
  "sh bash ash zsh fish pwsh python python3 ipython node irb iex erl jshell ghci julia R sbcl clojure bb scala".split(
    " ",
  ),
);
