import { type AccountPower, powersOfAccount } from "../../../model/account-powers.ts";
import { accountOf, mountsToken } from "../../../model/account-token.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { exposuresOf } from "../../../model/pod-exposure.ts";
import { type Finding, type Related, workspaceRule } from "../../../rule.ts";
import type { Surroundings } from "../../../workspace/surroundings.ts";

export default workspaceRule({
  id: "powerful-account",
  title: "The pod's account can take over the cluster",
  why: "A token of the account lies in every container of the pod: whoever gets into one of them has all the rights that the account's bindings give.",
  mayBreak:
    "Nothing is changed for you here: narrow the role, or give the pod an account of its own with the few rights that it needs.",
  severity: "error",
  references: [
    "CIS Kubernetes 5.1.1",
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-250",
  ],
  aliases: { kubescape: ["C-0267", "C-0272", "C-0053"] },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const pod of manifest.whole.pods) {
      if (!mountsToken(pod, surroundings)) continue;
      const [power, ...others] = powersOfAccount(pod, surroundings);
      if (power) yield finding(pod, power, others, surroundings);
    }
  },
});

function finding(pod: Pod, power: AccountPower, others: readonly AccountPower[], surroundings: Surroundings): Finding {
  const account = accountOf(pod);
  const { binding, what, clusterWide } = power;
  const [exposure] = exposuresOf(pod, surroundings);
  const where = clusterWide ? "in the cluster" : "in its namespace";
  const related: Related[] = [
    { at: binding.at, message: `${binding.kind} ${binding.binding} gives it ${binding.role.name}` },
  ];
  for (const { at, what, binding } of [power, ...others]) {
    if (at) related.push({ at, message: `${binding.role.name} lets it ${what}` });
  }
  if (exposure)
    related.push({ at: exposure.by.at, message: `${exposure.by.kind} ${exposure.by.name} exposes the pod` });
  return {
    span: account.view?.span ?? pod.nameSpan,
    message: `Account ${account.name} of ${pod.object.name || "the pod"} can ${what} ${where}${further(power, others)}.`,
    severity: severityOf(power, exposure !== undefined),
    related,
  };
}

/** Whoever can do everything needs nothing more. */
function further({ what }: AccountPower, { length }: readonly AccountPower[]): string {
  return length === 0 || what === "do everything" ? "" : ` (and ${length} more)`;
}

/** Controllers need much; what the world can reach should need little. */
function severityOf({ total, clusterWide, what }: AccountPower, exposed: boolean): "error" | "warning" | "info" {
  if (what === "do everything" && clusterWide) return "error";
  if (!total || !clusterWide) return exposed ? "warning" : "info";
  return exposed ? "error" : "warning";
}
