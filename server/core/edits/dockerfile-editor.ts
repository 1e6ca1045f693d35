import type { Dockerfile, Instruction } from "../model/dockerfile.ts";
import type { Span } from "../text.ts";
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

/**
 * Takes a word, flag or assignment out of an instruction, with the blanks or the continuation line that it leaves
 * behind; the whole instruction where nothing would stay.
 */
export function removePart(file: File, instruction: Instruction, part: { readonly span: Span }): Change[] {
  const { span } = part;
  const isFlag = instruction.flags.some((flag) => flag.span.start === span.start);
  const parts = instruction.assignments.length > 0 ? instruction.assignments : instruction.words;
  if (!isFlag && parts.length === 1 && parts[0]?.span.start === span.start) return removeInstruction(file, instruction);
  if (!isFlag && instruction.form === "exec") return removeString(instruction, span);
  return removeBlank(file, span);
}

/** Gives a flag a value, or adds it behind the keyword and the flags that are there. */
export function setFlag(instruction: Instruction, name: string, value: string): Change[] {
  const flag = instruction.flag(name);
  if (flag) return [replace(flag.span, `--${name}=${value}`)];
  const last = instruction.flags[instruction.flags.length - 1];
  return [insert((last?.span ?? instruction.keywordSpan).end, ` --${name}=${value}`)];
}

/** A string of a JSON array goes with the comma beside it. */
function removeString({ words }: Instruction, span: Span): Change[] {
  const index = words.findIndex((word) => word.span.start === span.start);
  const before = words[index - 1];
  const after = words[index + 1];
  if (before) return [replace({ start: before.span.end, end: span.end }, "")];
  return [replace({ start: span.start, end: after?.span.start ?? span.end }, "")];
}

function removeBlank(file: File, span: Span): Change[] {
  const { text } = file;
  const start = lineStart(text, span.start);
  const first = skipBack(text, span.start, start);
  const stop = lineStop(text, span.end);
  const rest = text.slice(span.end, stop).trim();
  if (first > start || (rest !== "" && rest !== file.escape)) {
    if (first > start) return [replace({ start: first, end: span.end }, "")];
    const following = text.slice(span.end, stop);
    return [replace({ start: span.start, end: stop - following.trimStart().length }, "")];
  }
  // The line would stay empty. Where it continues, the next line takes its place.
  if (rest === file.escape) return [replace({ start, end: lineBreakEnd(text, stop) }, "")];
  const lineBreak = lineBreakStart(text, start);
  return [...removeContinuation(file, lineBreak), replace({ start: lineBreak, end: stop }, "")];
}

/** Takes the continuation off the last line before `end` that is neither blank nor a comment. */
function removeContinuation(file: File, end: number): Change[] {
  let stop = end;
  for (;;) {
    const start = lineStart(file.text, stop);
    const line = file.text.slice(start, stop).trim();
    if (line !== "" && !line.startsWith("#")) break;
    if (start === 0) return [];
    stop = lineBreakStart(file.text, start);
  }
  const continuation = continuationStart(file, stop);
  return continuation < stop ? [replace({ start: continuation, end: stop }, "")] : [];
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

function lineStop(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  let stop = newline < 0 ? text.length : newline;
  while (stop > offset && text[stop - 1] === "\r") stop--;
  return stop;
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
