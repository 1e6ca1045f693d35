import type { Span } from "../text.ts";

/** The whole lines of an instruction with their line break, so that its removal leaves no blank line. */
export function lineRemoval(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) from--;
  let to = end;
  while (text[to] === " " || text[to] === "\t") to++;
  if (text[to] === "\r") to++;
  if (text[to] === "\n") return { start: from, end: to + 1 };
  // The last line: the break before it goes instead.
  if (text[from - 1] === "\n") from--;
  if (text[from - 1] === "\r") from--;
  return { start: from, end: to };
}
