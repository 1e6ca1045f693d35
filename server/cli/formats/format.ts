import type { FileError } from "../../disk/files.ts";
import type { FindingRecord } from "../findings.ts";
import type { Style } from "../terminal.ts";
import type { Tally } from "./frames-of.ts";

/** What a file adds to a report: plain data, so that a worker can make it. */
export interface Share {
  readonly path: string;
  /** For formats that programs read; empty where people read. */
  readonly records: readonly FindingRecord[];
  /** Where people read: the frames as they are printed, and what they come to. */
  readonly text: { readonly frames: string; readonly tally: Tally } | undefined;
}

/** Turns a run into text. `add` is called for each file in order, and may already give its part of the output. */
export interface Format {
  add(share: Share): string;
  end(result: Result): string;
}

export interface Result {
  /** How many files were of ours. */
  readonly files: number;
  readonly errors: readonly FileError[];
}

export type MakeFormat = (style: Style) => Format;
