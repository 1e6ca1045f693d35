import { createHash } from "node:crypto";
import type { FindingRecord } from "./findings.ts";

/** A name for each finding that stays when lines move; several alike in one place are counted. */
export function fingerprints(findings: readonly FindingRecord[]): readonly string[] {
  const times = new Map<string, number>();
  return findings.map(({ rule, path, place, message }) => {
    const key = JSON.stringify([rule, path, place, message]);
    const time = times.get(key) ?? 0;
    times.set(key, time + 1);
    return createHash("sha256").update(`${key}${time}`).digest("hex").slice(0, 40);
  });
}
