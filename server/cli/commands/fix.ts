import type { Command } from "../command.ts";
import { failOnFlag, inputFlags, ruleFlag } from "../flag-tables.ts";
import { diffFlag, repairFiles } from "../repair-files.ts";

export const fix: Command = {
  name: "fix",
  operands: "[PATH…]",
  summary: "Apply the fixes that cannot change what runs",
  flags: { ...diffFlag, ...failOnFlag, ...ruleFlag, ...inputFlags },
  run: (args, terminal) => repairFiles(args, terminal, { safeties: ["safe"] }),
};
