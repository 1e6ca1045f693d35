import type { Severity } from "../../core/rule.ts";
import type { FindingRecord } from "../findings.ts";
import { fingerprints } from "../fingerprints.ts";
import type { Format } from "./format.ts";
import { jsonText } from "./json-text.ts";

const severities: Readonly<Record<Severity, string>> = {
  error: "critical",
  warning: "major",
  info: "minor",
  hint: "info",
};

/** GitLab's Code Quality report. */
export function gitlabFormat(): Format {
  const findings: FindingRecord[] = [];
  return {
    add({ records }) {
      for (const record of records) findings.push(record);
      return "";
    },
    end() {
      const keys = fingerprints(findings);
      const issues = findings.map(({ rule, message, severity, path, range, docs }, at) => ({
        description: message,
        check_name: rule,
        fingerprint: keys[at],
        severity: severities[severity],
        location: { path, lines: { begin: range.start.line + 1, end: range.end.line + 1 } },
        content: { body: docs },
      }));
      return jsonText(issues);
    },
  };
}
