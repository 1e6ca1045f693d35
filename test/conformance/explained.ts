import type { Peer } from "../../server/core/rule.ts";

/** Reviewed disagreements with a peer's check, each with its reason. */
export interface Explanation {
  readonly peer: Peer;
  readonly check: string;
  /** Parts of the cases' names. */
  readonly cases: readonly string[];
  readonly because: string;
}

export const explained: readonly Explanation[] = [];
