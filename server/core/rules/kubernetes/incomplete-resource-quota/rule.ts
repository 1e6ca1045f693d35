import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "incomplete-resource-quota",
  title: "A ResourceQuota leaves resources open",
  why: "What it does not name, the namespace may still take without bounds.",
  mayBreak: "Pods without requests and limits are refused once the quota names them.",
  // Many quotas are there to count objects, and limits of cpu are contested.
  severity: "off",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-770"],
  aliases: { trivy: ["KSV-0040"] },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name, nameSpan } of manifest.whole.objects) {
      if (kind !== "ResourceQuota" || apiVersion !== "v1") continue;
      const hard = view.at("spec", "hard");
      const missing = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"].filter(
        (field) => !hard?.get(field),
      );
      if (missing.length === 0) continue;
      yield {
        span: hard?.keySpan ?? nameSpan,
        message: `ResourceQuota ${name} sets no bounds for ${missing.join(", ")}.`,
      };
    }
  },
});
