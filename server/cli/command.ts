import type { Arguments, FlagTable } from "./flags.ts";
import type { Terminal } from "./terminal.ts";

/** 0: nothing that matters was found. 1: something was. 2: the run itself failed. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  /** What follows the name: `[PATH…]`. */
  readonly operands: string;
  readonly summary: string;
  readonly flags: FlagTable;
  run(args: Arguments, terminal: Terminal): ExitCode | Promise<ExitCode>;
}
