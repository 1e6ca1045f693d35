import type { FileError } from "../disk/files.ts";
import type { Session } from "./session.ts";
import { type Terminal, visible } from "./terminal.ts";

/** Shows what the run has to say beside its result; true where it failed. */
export function report({ errors, remarks }: Session, terminal: Terminal): boolean {
  for (const { path, message } of distinct(errors)) {
    const where = terminal.errStyle("bold", visible(path));
    terminal.err(`${terminal.errStyle("red", "failed")}: ${where}: ${visible(message)}\n`);
  }
  for (const remark of remarks) terminal.err(`${visible(remark)}\n`);
  return errors.length > 0;
}

/** Each worker reads the configurations for itself, and complains for itself. */
export function distinct(errors: readonly FileError[]): readonly FileError[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}
