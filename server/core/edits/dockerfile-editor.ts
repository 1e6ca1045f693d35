import type { Dockerfile, Instruction } from "../model/dockerfile.ts";
import { type Change, insert, replace } from "./change.ts";

type File = Pick<Dockerfile, "text" | "eol" | "escape" | "comments">;

/** Puts lines above an instruction and the comment block that belongs to it, indented as the instruction is. */
export function insertBefore(file: File, instruction: Instruction, lines: readonly string[]): Change[] {
  const indent = file.text.slice(lineStart(file.text, instruction.span.start), instruction.span.start);
  const text = lines.map((line) => indent + line + file.eol).join("");
  return [insert(commentBlockStart(file, instruction), text)];
}

/** Puts lines below an instruction, behind its continuation lines and heredocs. */
export function insertAfter(file: File, instruction: Instruction, lines: readonly string[]): Change[] {
  const { start, end } = instruction.span;
  const indent = file.text.slice(lineStart(file.text, start), start);
  const text = lines.map((line) => file.eol + indent + line).join("");
  // A continuation that nothing follows would take the new line in.
  const dangling = instruction.heredocs.length === 0 ? continuationStart(file, end) : end;
  return [replace({ start: Math.max(dangling, instruction.keywordSpan.end), end }, text)];
}

/** Takes an instruction away with its line break; comments above it stay. */
export function removeInstruction({ text }: File, { span }: Instruction): Change[] {
  const start = lineStart(text, span.start);
  const next = lineBreakEnd(text, span.end);
  if (next > span.end || start === 0) return [replace({ start, end: next }, "")];
  // The last line of a file without a final line break: the line above it becomes the last.
  return [replace({ start: lineBreakStart(text, start), end: span.end }, "")];
}

/** Where the blanks and the continuation character before a line's end begin; the end itself where it continues nothing. */
function continuationStart({ text, escape: escapeChar }: File, stop: number): number {
  const start = lineStart(text, stop);
  const last = skipBack(text, stop, start) - 1;
  if (last < start || text[last] !== escapeChar || (last > start && text[last - 1] === escapeChar)) return stop;
  return skipBack(text, last, start);
}

/** The start of the topmost of the comment lines that stand directly above the instruction. */
function commentBlockStart({ text, comments }: File, instruction: Instruction): number {
  let start = lineStart(text, instruction.span.start);
  for (let index = firstBehind(comments, start) - 1; index >= 0; index--) {
    const comment = comments[index];
    if (!comment || lineBreakEnd(text, comment.span.end) !== start) break;
    start = lineStart(text, comment.span.start);
  }
  return start;
}

function firstBehind(comments: Dockerfile["comments"], offset: number): number {
  const index = comments.findIndex((comment) => comment.span.start >= offset);
  return index < 0 ? comments.length : index;
}

/** A byte order mark stands before the first line, not in it. */
function lineStart(text: string, offset: number): number {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && offset > 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

function lineBreakEnd(text: string, offset: number): number {
  let end = offset;
  while (text[end] === "\r") end++;
  return text[end] === "\n" ? end + 1 : offset;
}

function lineBreakStart(text: string, start: number): number {
  let end = text[start - 1] === "\n" ? start - 1 : start;
  while (end > 0 && text[end - 1] === "\r") end--;
  return end;
}

function skipBack(text: string, offset: number, start: number): number {
  let at = offset;
  while (at > start && (text[at - 1] === " " || text[at - 1] === "\t")) at--;
  return at;
}
