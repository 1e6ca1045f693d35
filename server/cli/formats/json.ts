import { type FindingRecord, toRecord } from "../findings.ts";
import type { Format } from "./format.ts";

export function jsonFormat(): Format {
  const findings: FindingRecord[] = [];
  return {
    add(judged) {
      for (const problem of judged.analysis.problems) findings.push(toRecord(judged, problem));
      return "";
    },
    end: ({ files, errors }) => `${JSON.stringify({ version: 1, files, findings, errors }, undefined, 2)}\n`,
  };
}
