import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { debugPods, openShell } from "../../../model/rights.ts";
import { dropTokens, reviewFix } from "../../../model/role-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "pod-exec",
  title: "A role can run commands in pods",
  why: "A command in a running container has its files, its secrets and its service account, and leaves no trace in any manifest.",
  mayBreak: "Whoever holds the role loses the right: check that the program does without it.",
  severity: "warning",
  references: [
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-269",
  ],
  aliases: {
    trivy: ["KSV-0053", "KSV-0054"],
    checkov: ["CKV2_K8S_2"],
    kics: ["c589f42c-7924-4871-aee2-1cede9bc7cbc", "d45330fd-f58d-45fb-a682-6481477a0f84"],
    polaris: [
      "clusterrolePodExecAttach",
      "rolePodExecAttach",
      "clusterrolebindingPodExecAttach",
      "rolebindingClusterRolePodExecAttach",
      "rolebindingRolePodExecAttach",
    ],
    kubescape: ["C-0002"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, openShell, debugPods)) {
      const { rule, resources, who, what, where } = grant;
      const some = rule.resourceNames.length > 0;
      yield {
        ...grantFinding(grant, {
          message: `${who} can run commands in ${some ? "some" : "all"} pods ${where} (${what}).`,
        }),
        ...(some && { severity: "info" as const }),
        fixes: () => reviewFix(`Remove ${what}`, dropTokens(rule, "resources", resources)),
      };
    }
  },
});
