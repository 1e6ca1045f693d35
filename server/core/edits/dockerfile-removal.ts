import type { Dockerfile, Instruction } from "../model/dockerfile.ts";
import { type Change, replace } from "./change.ts";

/** Takes an instruction away with the comment lines that speak of it, and one of two blank lines that would meet. */
export function removeWithComments({ text, comments }: Dockerfile, { span }: Instruction): Change[] {
  let start = text.lastIndexOf("\n", span.start - 1) + 1;
  for (let index = comments.findLastIndex((comment) => comment.span.end <= start); index >= 0; index--) {
    const comment = comments[index];
    if (!comment || !/^\r?\n$/.test(text.slice(comment.span.end, start))) break;
    start = text.lastIndexOf("\n", comment.span.start - 1) + 1;
  }
  const newline = text.indexOf("\n", span.end);
  let end = newline < 0 ? text.length : newline + 1;
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end, end + 200))?.[0];
  if (blank !== undefined && /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 200), start))) end += blank.length;
  return [replace({ start, end }, "")];
}
