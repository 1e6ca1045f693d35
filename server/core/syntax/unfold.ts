import type { Span } from "../text.ts";

/**
 * A stretch of a file as Docker hands it on: continued lines joined, comment and blank lines between them left out. Its
 * offsets find their way back to the file.
 */
export class Unfolded {
  readonly text: string;
  private readonly starts: readonly number[];
  private readonly shifts: readonly number[];

  /** `starts` are the joined text's offsets where its pieces begin; `shifts` lead from there to the file. */
  constructor(text: string, starts: readonly number[], shifts: readonly number[]) {
    this.text = text;
    this.starts = starts;
    this.shifts = shifts;
  }

  /** The place in the file of the character at `offset`. */
  from(offset: number): number {
    return offset + this.shiftAt(offset);
  }

  /** The place in the file behind the character that ends at `offset`. */
  to(offset: number): number {
    return offset + this.shiftAt(Math.max(offset - 1, 0));
  }

  /** The file's span of a piece of the joined text; an empty piece stays empty. */
  span(start: number, end: number): Span {
    const from = this.from(start);
    return { start: from, end: end > start ? this.to(end) : from };
  }

  /** With further text of the file behind it, as a new line. */
  append(text: string, at: number): Unfolded {
    const start = this.text.length + 1;
    return new Unfolded(`${this.text}\n${text}`, [...this.starts, start], [...this.shifts, at - start]);
  }

  private shiftAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.shifts[low] ?? 0;
  }
}

/** A logical line and where the next one begins. */
export interface UnfoldedLine {
  readonly line: Unfolded;
  /** Behind the last character of the last line that belongs to it. */
  readonly end: number;
  /** Behind that line's break. */
  readonly next: number;
  /** The comment lines that Docker skips within it, from `#` to the line's end. */
  readonly comments: readonly Span[];
}

/** Reads the logical line that begins at `start`, as BuildKit joins it. */
export function unfoldLine(text: string, start: number, escapeChar: string): UnfoldedLine {
  const pieces: string[] = [];
  const starts: number[] = [];
  const shifts: number[] = [];
  const comments: Span[] = [];
  let joined = 0;
  let end = start;
  let at = start;
  for (let continued = true; continued && at < text.length; ) {
    const { stop, next } = lineEnd(text, at);
    const first = skipBlanks(text, at, stop);
    const skipped = at > start && (first === stop || text[first] === "#");
    if (skipped && first < stop) comments.push({ start: first, end: stop });
    if (!skipped) {
      const cut = continuation(text, at, stop, escapeChar);
      continued = cut >= 0;
      const piece = text.slice(at, continued ? cut : stop);
      pieces.push(piece);
      starts.push(joined);
      shifts.push(at - joined);
      joined += piece.length;
      end = stop;
    }
    at = next;
  }
  const joinedText = pieces.length === 1 ? (pieces[0] ?? "") : pieces.join("");
  return { line: new Unfolded(joinedText, starts, shifts), end, next: at, comments };
}

/** `stop` is behind the last character of the line, `next` behind its line break. */
export function lineEnd(text: string, at: number): { readonly stop: number; readonly next: number } {
  const newline = text.indexOf("\n", at);
  const next = newline < 0 ? text.length : newline + 1;
  let stop = newline < 0 ? text.length : newline;
  while (stop > at && text.charCodeAt(stop - 1) === 13) stop--;
  return { stop, next };
}

export const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 10);

export function skipBlanks(text: string, at: number, stop: number): number {
  let first = at;
  while (first < stop && isBlank(text.charCodeAt(first))) first++;
  return first;
}

/** Where the line's continuation character stands, or -1. One that is itself escaped continues nothing. */
function continuation(text: string, at: number, stop: number, escapeChar: string): number {
  let last = stop - 1;
  while (last >= at && (text[last] === " " || text[last] === "\t")) last--;
  if (last < at || text[last] !== escapeChar) return -1;
  return last > at && text[last - 1] === escapeChar ? -1 : last;
}
