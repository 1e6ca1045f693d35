import type { Stage } from "./dockerfile.ts";
import { callsOf } from "./shell-calls.ts";

/** True where an image is for others to build on or to work in: a prompt counts as nothing, and so does waiting. */
export function startsNothing(stage: Stage): boolean {
  if (stage.entrypoint()) return false;
  const cmd = stage.cmd();
  return !cmd || (cmd.form === "exec" ? isIdle(cmd.words) : callsOf(cmd).every(({ words }) => isIdle(words)));
}

/** True where an editor works in the image: nobody ships it, and the editor has an account of its own in it. */
export function isForDevelopment({ image }: Stage, path: string): boolean {
  return /(?:^|\/)\.devcontainer\//.test(path) || /(?:^|\/)devcontainers\//.test(image?.name ?? "");
}

function isIdle(words: readonly { readonly value: string | undefined }[]): boolean {
  const [program = "", ...args] = words.map(({ value }) => value ?? "");
  const name = program.replace(/^.*\//, "").replace(/[\d.]+$/, "");
  if (name === "sleep") return args[0] === "infinity";
  if (name === "tail") return args.includes("/dev/null");
  return prompts.has(name) && args.every((arg) => /^-(?:[ila]+|de0)$|^--login$/.test(arg));
}

/** What waits for somebody to type. */
const prompts = new Set(
  "sh bash ash zsh fish pwsh cmd powershell perl php python ipython node irb iex erl jshell ghci julia R sbcl clojure bb scala".split(
    " ",
  ),
);
