import type { Span } from "../text.ts";
import type { ShellScript } from "./shell.ts";
import { isShellName } from "./shell-body.ts";
import { parseRunBody, parseShellAt } from "./shell-parse.ts";

interface Words {
  readonly words: readonly { readonly text: string; readonly value: string | undefined; readonly span: Span }[];
}

/**
 * The script of `sh -c 'static text'`, `bash -lc …` and the like, for a command or for an instruction in exec form;
 * undefined where the words are anything else, or the text is not static.
 */
export function nestedScript({ words }: Words): ShellScript | undefined {
  const name = words[0]?.value;
  if (name === undefined || !isShellName(name)) return undefined;
  const word = words[scriptIndex(words)];
  if (word?.value === undefined) return undefined;
  const inner = plainText(word.text);
  return inner === undefined
    ? parseShellAt(word.value, word.span)
    : parseRunBody(inner, word.span.start + (inner.length < word.text.length ? 1 : 0), "\\");
}

/** The place of the word behind the option that contains `c`, or -1. */
function scriptIndex(words: Words["words"]): number {
  let commands = false;
  for (let index = 1; index < words.length; index++) {
    const option = words[index]?.value;
    if (option === undefined || !/^[-+]./.test(option)) return commands ? index : -1;
    if (/^-[a-z]*c/i.test(option)) commands = true;
    // `-o pipefail`, also at the end of a cluster.
    if (/^[-+][a-z]*o$/i.test(option)) index++;
  }
  return -1;
}

/** What stands between the quotes, where it is the text itself: no escapes, no further quotes. */
function plainText(text: string): string | undefined {
  const quote = text.charAt(0);
  const inner = quote === "'" || quote === '"' ? text.slice(1, -1) : text;
  const escapes = quote === "'" ? /'/ : /["'\\]/;
  if (quote === '"' && !/["\\]/.test(inner.replace(/\\[ \t]*\r?\n/g, ""))) return inner;
  return escapes.test(inner) ? undefined : inner;
}
