import { remove } from "../../../edits/change.ts";
import { failuresOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "unsafe-sysctls",
  title: "The pod changes settings of the kernel",
  why: "Settings beyond a short list are not kept apart by pod: one pod can starve its neighbours or change how the node's kernel works.",
  mayBreak:
    "The program runs with the kernel's own setting; nodes refuse such pods anyway unless the setting is allowed there.",
  severity: "error",
  references: ["Pod Security Standards: baseline", "Kubernetes documentation: Using sysctls", "CWE-668"],
  aliases: {
    trivy: ["KSV-0026"],
    kics: ["9127f0d9-2310-42e7-866f-5fd9d20dcbad"],
    kube_linter: ["unsafe-sysctls"],
    kyverno: ["pod-security/restrict-sysctls", "other/prevent-cr8escape"],
    gatekeeper: ["pod-security-policy/forbidden-sysctls"],
  },
  podSecurity: { level: "baseline", check: "sysctls", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const { span, message, view } of failuresOf(manifest, "sysctls", kubernetesVersion)) {
      yield {
        span,
        message,
        fixes: () => (view ? [{ title: "Remove the setting", safety: "review", changes: [remove(view.path)] }] : []),
      };
    }
  },
});
