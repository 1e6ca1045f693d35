import type { ShellWord } from "../syntax/shell.ts";

/** The file that a command's output goes to, as written, where `> file` or `>> file` follows its words. */
export function redirection(text: string, words: readonly ShellWord[]): string | undefined {
  const end = words.at(-1)?.span.end;
  return end === undefined ? undefined : /^\s*1?>>?\s*([^\s;&|<>]+)/.exec(text.slice(end, end + 300))?.[1];
}
