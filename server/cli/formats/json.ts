import type { FindingRecord } from "../findings.ts";
import type { Format } from "./format.ts";
import { jsonText } from "./json-text.ts";

export function jsonFormat(): Format {
  const findings: FindingRecord[] = [];
  return {
    add({ records }) {
      for (const record of records) findings.push(record);
      return "";
    },
    end: ({ files, errors }) => jsonText({ version: 1, files, findings, errors }),
  };
}
