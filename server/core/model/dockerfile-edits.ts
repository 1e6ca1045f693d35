import type { ShellWord } from "../syntax/shell.ts";
import type { Span } from "../text.ts";
import type { Assignment, Instruction } from "./dockerfile.ts";
import { isWritten } from "./shell-calls.ts";

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

/** One of several assignments goes with the blanks and the line break before it, the only one with its instruction. */
export function assignmentRemoval(text: string, instruction: Instruction, assignment: Assignment): Span {
  const index = instruction.assignments.indexOf(assignment);
  const before = instruction.assignments[index - 1];
  const behind = instruction.assignments[index + 1];
  if (before) return { start: before.span.end, end: assignment.span.end };
  if (behind) return { start: assignment.span.start, end: behind.span.start };
  return lineRemoval(text, instruction.span);
}

/**
 * The words from `index` on, `count` of them, with the blanks that part them from the others, so that no line of the
 * command is left empty. Undefined where the command is not written out as it is read, or a comment stands in between.
 */
export function wordsRemoval(text: string, words: readonly ShellWord[], index: number, count = 1): Span | undefined {
  const first = words[index];
  const last = words[index + count - 1];
  const before = words[index - 1];
  const behind = words[index + count];
  if (!first || !last || !before) return undefined;
  const around = [before, ...words.slice(index, index + count), ...(behind ? [behind] : [])];
  if (!around.every((word) => isWritten({ text }, word))) return undefined;
  const gap = text.slice(before.span.end, first.span.start);
  // The first on its line: what stands behind it moves up to its place.
  if (/\n/.test(gap) && behind && /^[ \t]+$/.test(text.slice(last.span.end, behind.span.start))) {
    return { start: first.span.start, end: behind.span.start };
  }
  return /^[ \t\\`\r\n]+$/.test(gap) ? { start: before.span.end, end: last.span.end } : undefined;
}

/** More blanks than that are not looked through. */
const most = 200;

const isBlankAbove = (text: string, at: number): boolean =>
  /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, at - most), at));

/** The end of the blank line at `at`; `at` itself where there is none. */
const blankEnd = (text: string, at: number): number =>
  at + (/^[ \t]*\r?\n/.exec(text.slice(at, at + most))?.[0].length ?? 0);
