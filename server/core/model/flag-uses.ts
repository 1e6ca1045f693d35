import type { Span } from "../text.ts";
import type { Dockerfile, Flag, Instruction } from "./dockerfile.ts";

export interface FlagUse {
  readonly instruction: Instruction;
  readonly flag: Flag;
  /** The flag with the blanks behind it. */
  readonly removal: Span;
}

/** Every use of a flag with a value: `RUN --network=host`. */
export function* flagUses(file: Dockerfile, keyword: string, name: string, value: string): Iterable<FlagUse> {
  for (const instruction of file.instructions) {
    if (instruction.keyword !== keyword) continue;
    for (const flag of instruction.flags) {
      if (flag.name !== name || flag.value !== value) continue;
      const next = instruction.flags[instruction.flags.indexOf(flag) + 1]?.span.start ?? instruction.body.start;
      yield { instruction, flag, removal: { start: flag.span.start, end: Math.max(flag.span.end, next) } };
    }
  }
}
