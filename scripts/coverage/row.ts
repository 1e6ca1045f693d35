import { readFileSync } from "node:fs";
import { type AnyRule, peers } from "../../server/core/rule.ts";

/** One concern that at least one of the peers checks, with the ids of their checks. */
export interface Row {
  readonly id: string;
  readonly target: "dockerfile" | "kubernetes";
  /** What it is about: `workload`, `rbac`, `control-plane` and so on; empty for Dockerfiles. */
  readonly scope: string;
  readonly title: string;
  /** It hardens something; the others are about correctness, availability or style. */
  readonly relevant: boolean;
  readonly peers: Readonly<Record<string, readonly string[]>>;
}

export const rows: readonly Row[] = JSON.parse(readFileSync(new URL("rows.json", import.meta.url), "utf8"));

/** Scopes of what stands in no manifest that a team writes for its workloads. */
const outside: ReadonlySet<string> = new Set(["control-plane", "kubelet", "psp", "product"]);

/** Whether a rule is owed. */
export const isOwed = ({ relevant, scope }: Row): boolean => relevant && !outside.has(scope);

/** The rules that know one of the row's checks by the peer's own id, or are the same check of Pod Security. */
export function coveringRules(row: Row, rules: readonly AnyRule[]): readonly AnyRule[] {
  const pss = new Set((row.peers["pss"] ?? []).map((id) => id.replace(/^\w+\//, "")));
  return rules.filter((rule) => {
    if (rule.target !== row.target) return false;
    if (rule.podSecurity && pss.has(rule.podSecurity.check)) return true;
    // Sections of the CIS benchmarks are too broad to tell one concern from another.
    return peers.some(
      (peer) => !peer.startsWith("cis_") && rule.aliases[peer]?.some((id) => row.peers[peer]?.includes(id)),
    );
  });
}
