import type { Span } from "../text.ts";

/**
 * The whole lines of an instruction with their line break, so that its removal leaves no blank line; where one stands
 * above and another below, the lower goes as well.
 */
export function lineRemoval(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) from--;
  let to = end;
  while (text[to] === " " || text[to] === "\t") to++;
  if (text[to] === "\r") to++;
  if (text[to] === "\n") return { start: from, end: isBlankAbove(text, from) ? blankEnd(text, to + 1) : to + 1 };
  // The last line: the break before it goes instead.
  if (text[from - 1] === "\n") from--;
  if (text[from - 1] === "\r") from--;
  return { start: from, end: to };
}

/** More blanks than that are not looked through. */
const most = 200;

const isBlankAbove = (text: string, at: number): boolean =>
  /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, at - most), at));

/** The end of the blank line at `at`; `at` itself where there is none. */
const blankEnd = (text: string, at: number): number =>
  at + (/^[ \t]*\r?\n/.exec(text.slice(at, at + most))?.[0].length ?? 0);
