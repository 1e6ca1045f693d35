import { existsSync, readFileSync } from "node:fs";
import type { Peer } from "../../server/core/rule.ts";

/** A case of a peer's own tests: texts, and what the peer says of them by some of its checks. */
export interface Case {
  readonly peer: Peer;
  readonly target: "dockerfile" | "kubernetes";
  /** What names the case among the peer's. */
  readonly name: string;
  /** Ids of the check, or of the controls that it belongs to. */
  readonly checks: readonly string[];
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly expected: "fail" | "pass";
  /** The objects that it says are wrong and right, as `Kind/name`, where it names them. */
  readonly objects?: { readonly fail: readonly string[]; readonly pass: readonly string[] };
  /** The registries that the case's own parameters allow. */
  readonly trusted?: readonly string[] | undefined;
  /** Lines of the first file that it marks, counted from 1. Tools mark different lines of one mistake: no verdict hangs on it. */
  readonly lines?: readonly number[];
}

const corpus = new URL("../../../shared/corpus/", import.meta.url);

/** The corpus lies beside the repository where its authors work, and nowhere else. */
export const isHere = existsSync(corpus);

export function readRows<Row>(set: string): readonly Row[] {
  return readFileSync(new URL(`${set}/cases.jsonl`, corpus), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
