import type { Peer } from "../../server/core/rule.ts";

/**
 * `peer is wrong`: its verdict misreads the API. `quieter`: we say nothing, or less, on purpose. `stricter`: we say more on
 * purpose. `beyond`: the peer knows more than the manifests, such as parameters of its policy.
 */
export type Kind = "peer is wrong" | "quieter" | "stricter" | "beyond";

/** Reviewed disagreements with one check of a peer, with their reason. */
export interface Explanation {
  readonly peer: Peer;
  readonly check: string;
  /** Parts of the cases' names. */
  readonly cases: readonly string[];
  readonly kind: Kind;
  readonly because: string;
}

export const explain =
  (peer: Peer) =>
  (check: string, cases: readonly string[], kind: Kind, because: string): Explanation => ({
    peer,
    check,
    cases,
    kind,
    because,
  });
