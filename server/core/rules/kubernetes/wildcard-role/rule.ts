import { rolesOf } from "../../../model/rbac.ts";
import { kubernetesRule } from "../../../rule.ts";
import { everyResource } from "./every-resource.ts";
import { everyGroup, everyUrl, everyVerb, noWildcard } from "./every-word.ts";

export default kubernetesRule({
  id: "wildcard-role",
  title: "A role grants everything of a kind",
  why: "A * grants more than anybody has listed: secrets, shells in pods, the right to grant rights, and whatever is installed later. Whoever takes over an account with such a role has all of it.",
  mayBreak: "A request with a verb or in a group that is not named is refused then.",
  severity: "error",
  references: ["CIS Kubernetes 5.1.3", "Kubernetes documentation: Role Based Access Control Good Practices", "CWE-250"],
  aliases: {
    trivy: ["KSV-0044", "KSV-0045", "KSV-0046", "KSV-0112"],
    checkov: ["CKV_K8S_49"],
    kics: ["6b896afb-ca07-467a-b256-1a0077a1c08e", "592ad21d-ad9b-46c6-8d2d-fad09d62a942"],
    kube_linter: ["wildcard-in-rules"],
    polaris: [
      "clusterrolePodExecAttach",
      "rolePodExecAttach",
      "clusterrolebindingPodExecAttach",
      "rolebindingClusterRolePodExecAttach",
      "rolebindingRolePodExecAttach",
      "clusterrolebindingClusterAdmin",
      "rolebindingClusterAdminClusterRole",
      "rolebindingClusterAdminRole",
    ],
    kubescape: [
      "C-0002",
      "C-0007",
      "C-0015",
      "C-0035",
      "C-0037",
      "C-0065",
      "C-0185",
      "C-0186",
      "C-0187",
      "C-0188",
      "C-0191",
    ],
    kyverno: ["other/restrict-wildcard-resources", "other/restrict-wildcard-verbs"],
    cis_kubernetes: ["5.1.3"],
  },
  options: {},

  *check(manifest) {
    for (const role of rolesOf(manifest)) {
      if (role.builtin) continue;
      for (const rule of role.rules) {
        // One word says it all: the other wildcards of the same rule are part of the same sentence.
        const everything = everyResource(rule);
        if (everything) yield everything;
        else {
          yield* everyVerb(rule);
          yield* everyGroup(rule);
        }
        yield* noWildcard(rule);
        yield* everyUrl(rule);
      }
    }
  },
});
