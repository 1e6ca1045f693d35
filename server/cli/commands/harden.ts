import type { Command } from "../command.ts";
import { failOnFlag, inputFlags, ruleFlag } from "../flag-tables.ts";
import { diffFlag, repairFiles } from "../repair-files.ts";

export const harden: Command = {
  name: "harden",
  operands: "[PATH…]",
  summary: "Apply the fixes of images and workloads, also those that could break something: look at --diff first",
  flags: {
    ...diffFlag,
    level: {
      value: "LEVEL",
      choices: ["baseline", "restricted"],
      doc: "The Pod Security level that manifests are hardened for (default: restricted)",
    },
    ...failOnFlag,
    ...ruleFlag,
    ...inputFlags,
  },
  run(args, terminal) {
    const level = args.value("level") === "baseline" ? "baseline" : "restricted";
    return repairFiles(args, terminal, { safeties: ["safe", "review"], level });
  },
};
