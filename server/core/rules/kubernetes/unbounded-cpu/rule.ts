import { isLimited } from "../../../model/limits.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "unbounded-cpu",
  title: "The processor has no limit",
  why: "A program that is made to compute, by an attacker or by a miner that got in, takes what others leave idle on the node.",
  mayBreak: "A limit slows the program down at its peaks, also where the node has processors to spare.",
  // Requests share the processor fairly already, and limits slow down what is in use.
  severity: "off",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-770"],
  aliases: {
    trivy: ["KSV-0011"],
    checkov: ["CKV_K8S_11"],
    kics: ["4ac0e2b7-d2d2-4af7-8799-e8de6721ccda"],
    polaris: ["cpuLimitsMissing"],
    kube_score: ["container-resources"],
    kubesec: ["LimitsCPU"],
    kubescape: ["C-0270", "C-0050", "C-0009"],
    kyverno: ["other/require-cpu-limits"],
    gatekeeper: ["general/containerlimits"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const container of manifest.whole.containers) {
      if (container.list !== "containers" || isLimited(container, "cpu", surroundings)) continue;
      yield {
        span: container.nameSpan,
        message: `${container.name} may take all of the node's idle processors: it has no cpu limit.`,
        absent: true,
        note: "How much it needs has to be measured, so no number is filled in.",
      };
    }
  },
});
