import { isLimited } from "../../../model/limits.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "unbounded-memory",
  title: "Memory has no limit",
  why: "One request that makes the program grow takes the node's memory, and the kernel ends other pods for it.",
  mayBreak: "A limit below what the program needs gets it ended: set it above what it uses at its peak.",
  severity: "info",
  references: ["CIS Docker 5.11", "NSA/CISA Kubernetes Hardening Guide", "CWE-770"],
  aliases: {
    trivy: ["KSV-0018"],
    checkov: ["CKV_K8S_13"],
    kics: ["b14d1bc4-a208-45db-92f0-e21f8e2588e9"],
    kube_linter: ["unset-memory-requirements"],
    polaris: ["memoryLimitsMissing"],
    kube_score: ["container-resources"],
    kubesec: ["LimitsMemory"],
    kubescape: ["C-0271", "C-0004", "C-0009"],
    kyverno: ["best-practices/require-requests-limits"],
    gatekeeper: ["general/containerlimits"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const container of manifest.whole.containers) {
      if (container.list !== "containers" || isLimited(container, "memory", surroundings)) continue;
      yield {
        span: container.nameSpan,
        message: `${container.name} may take all of the node's memory: it has no memory limit.`,
        absent: true,
        note: "How much it needs at its peak has to be measured, so no number is filled in; a request is no measure of it.",
      };
    }
  },
});
