import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "incomplete-limit-range",
  title: "A LimitRange leaves limits open",
  why: "What it does not name, a container may still take without bounds.",
  mayBreak: "Pods that ask for more than the new maximum are refused.",
  // Which of them a team wants is its own choice.
  severity: "off",
  references: ["CIS Kubernetes 1.6 5.7.1", "CWE-770"],
  aliases: { trivy: ["KSV-0039"] },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name, nameSpan } of manifest.whole.objects) {
      if (kind !== "LimitRange" || apiVersion !== "v1") continue;
      const limits = view.at("spec", "limits")?.items() ?? [];
      if (limits.length === 0) yield { span: nameSpan, message: `LimitRange ${name} limits nothing.` };
      for (const limit of limits) {
        const missing = ["type", "max", "min", "default", "defaultRequest"].filter((field) => !limit.get(field));
        const first = limit.entries()[0]?.value;
        if (missing.length === 0 || !first) continue;
        yield {
          span: first.keySpan,
          message: `This limit of LimitRange ${name} says nothing of ${missing.join(", ")}.`,
        };
      }
    }
  },
});
