import type { FlagTable } from "./flags.ts";

export const severityNames = ["error", "warning", "info", "hint"] as const;

export const configFlags: FlagTable = {
  config: { value: "FILE", doc: "Use this configuration instead of the nearest .seaworthy.yaml" },
  "kubernetes-version": { value: "VERSION", doc: "The cluster's version, such as 1.34" },
};

export const inputFlags: FlagTable = {
  ...configFlags,
  stdin: { doc: "Read one text from standard input (so does the path -)" },
  "stdin-filename": { value: "NAME", doc: "What standard input is called: decides what it is and which settings hold" },
};

export const ruleFlag: FlagTable = {
  rule: { value: "ID", repeated: true, doc: "Only this rule, by its full or short id; may be given several times" },
};

export const failOnFlag: FlagTable = {
  "fail-on": {
    value: "SEVERITY",
    choices: [...severityNames, "never"],
    doc: "The least severity that makes the run end with 1 (default: warning)",
  },
};
