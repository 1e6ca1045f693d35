import type { Peer } from "../../server/core/rule.ts";
import type { Row } from "./row.ts";

/** Checks of a peer that no rule claims although a rule covers the row that they stand in, and why. */
export interface Unclaimed {
  readonly target: Row["target"];
  readonly peer: Peer;
  readonly checks: readonly string[];
  readonly because: string;
}

export const unclaimed: readonly Unclaimed[] = [
  {
    target: "kubernetes",
    peer: "trivy",
    checks: ["KSV-0032", "KSV-0033", "KSV-0034", "KSV-0035"],
    because:
      "Each trusts the registries of one provider; the configuration's `trustedRegistries` names those of a team.",
  },
  {
    target: "kubernetes",
    peer: "trivy",
    checks: ["KSV-0038"],
    because: "A policy without selectors is meant for every pod of its namespace.",
  },
  {
    target: "kubernetes",
    peer: "kube_score",
    checks: ["container-ephemeral-storage-request-equals-limit"],
    because: "A request is for the scheduler; the limit is what bounds a container.",
  },
  {
    target: "kubernetes",
    peer: "kubescape",
    checks: ["C-0232"],
    because: "Asks how people log in to one provider's clusters, which no manifest shows.",
  },
  {
    target: "kubernetes",
    peer: "kubescape",
    checks: ["C-0274"],
    because: "Needs a scan of what answers on the port without a login.",
  },
  {
    target: "kubernetes",
    peer: "kyverno",
    checks: ["psp-migration/restrict-runtimeclass", "other/restrict-ingress-classes", "other/allowed-image-repos"],
    because: "Compares with a list of the team's own that stands in the policy or beside it.",
  },
  {
    target: "kubernetes",
    peer: "kyverno",
    checks: ["other/restrict-node-selection", "other/restrict-node-affinity"],
    because: "To choose a node is no danger by itself; `control-plane-scheduling` reports the nodes where it is one.",
  },
  {
    target: "kubernetes",
    peer: "kyverno",
    checks: ["other/forbid-cpu-limits"],
    because: "The opposite advice; `unbounded-cpu` is off until somebody asks for it.",
  },
  {
    target: "kubernetes",
    peer: "kyverno",
    checks: [
      "pod-security/podsecurity-subrule-baseline",
      "pod-security/podsecurity-subrule-restricted",
      "pod-security/podsecurity-subrule-restricted-capabilities",
      "pod-security/podsecurity-subrule-restricted-seccomp",
    ],
    because:
      "A whole level at once: here each of its demands has its own rule, and `seaworthy level` gives the verdict.",
  },
  {
    target: "kubernetes",
    peer: "kyverno",
    checks: [
      "other/unique-ingress-host",
      "other/unique-ingress-host-and-path",
      "other/unique-ingress-path",
      "other/unique-external-dns",
    ],
    because: "Whether another object has the name already is known to the cluster.",
  },
  {
    target: "kubernetes",
    peer: "kyverno",
    checks: ["other/check-ingress-nginx-controller-version-and-annotation-policy"],
    because: "Asks for the version of the controller that runs.",
  },
  {
    target: "kubernetes",
    peer: "kyverno",
    checks: [
      "istio/require-authorizationpolicies",
      "istio/enforce-ambient-mode-namespace",
      "istio/enforce-sidecar-injection-namespace",
      "linkerd/check-linkerd-authorizationpolicy",
      "linkerd/require-linkerd-mesh-injection",
      "linkerd/require-linkerd-server",
    ],
    because: "Which namespaces belong to a mesh is the team's decision; whether one is installed is not known.",
  },
];

export const whyUnclaimed = (target: Row["target"], peer: Peer, check: string): string | undefined =>
  unclaimed.find((one) => one.target === target && one.peer === peer && one.checks.includes(check))?.because;
