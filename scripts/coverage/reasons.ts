import type { Row } from "./row.ts";

/** Why no rule covers a row, by the row's id. */
export const reasons: Readonly<Record<string, string>> = {
  "image-scan-rebuild":
    "Asks for a habit that no Dockerfile shows; `known-vulnerability` shows what a scanner has found where its report lies beside the file.",
  "unique-uid-per-workload":
    "Which uids other workloads of the cluster have stands in no manifest; images bring theirs.",
  "only-trusted-registry-may-run-root":
    "Needs the image's configuration from its registry; `untrusted-registry` and `root-user` each say their half.",
  "service-mesh-capabilities":
    "Only an exemption for a mesh's own init containers: an allow comment or an override of the configuration grants it.",
  "image-declares-volumes": "Needs the image's configuration from its registry.",
  "image-signature": "A signature is checked against the registry, at admission.",
  "image-base-or-source": "Needs the image's configuration, labels and age from its registry.",
  "native-secret-management":
    "That a Secret exists is no danger; `secret-in-manifest` reports those whose values stand in the file.",
  "workload-mounts-secret": "That a workload reads a Secret or a volume is what those are for.",
  "shared-service-account":
    "Two parts of one program often share an account on purpose; `powerful-account` says where one has too many rights.",
  "restrict-secret-names": "Which names are allowed is a team's own.",
  "service-account-user-restriction": "Depends on who sends the request, which only admission knows.",
  "namespace-boundaries": "A judgement on how a team divides its cluster.",
  "cni-network-policy-support": "Which network plug-in runs is known to the node, not to manifests.",
  "seccomp-pod-duration": "A deadline bounds what a job costs, not what an attacker can do.",
};

/** Why rows of a scope are no matter of rules. */
const scopes: Readonly<Record<string, string>> = {
  "control-plane": "A setting of the control plane; in AKS the provider's.",
  kubelet: "A setting of the node; in AKS the provider's.",
  psp: "PodSecurityPolicy was removed in Kubernetes 1.25; `removed-api` names its successor.",
  product: "A check of one product, not of how workloads are written.",
};

const notHardening = "About correctness, availability or style: no hardening.";

export function reasonFor({ id, scope, relevant }: Row): string | undefined {
  return reasons[id] ?? scopes[scope] ?? (relevant ? undefined : notHardening);
}
