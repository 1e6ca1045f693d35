import type { FileError } from "../files.ts";
import type { Judged } from "../session.ts";
import type { Style } from "../terminal.ts";

/** Turns a run into text. `add` is called for each file in order and may already give its share of the output. */
export interface Format {
  add(judged: Judged): string;
  end(result: Result): string;
}

export interface Result {
  /** How many files were of ours. */
  readonly files: number;
  readonly errors: readonly FileError[];
}

export type MakeFormat = (style: Style) => Format;
