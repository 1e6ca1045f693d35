import { remove } from "../../../edits/change.ts";
import { failuresOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "custom-selinux-options",
  title: "The pod leaves the container types of SELinux",
  why: "SELinux keeps a container that has broken out from the node's files. Types such as spc_t, and users or roles of the node, switch that off.",
  mayBreak: "What the custom type allowed on the node's files is refused.",
  severity: "error",
  references: ["Pod Security Standards: baseline", "CWE-693"],
  aliases: {
    trivy: ["KSV-0025"],
    kyverno: ["pod-security/disallow-selinux"],
    gatekeeper: ["pod-security-policy/selinux"],
  },
  podSecurity: { level: "baseline", check: "seLinuxOptions", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const { span, message, view } of failuresOf(manifest, "seLinuxOptions", kubernetesVersion)) {
      yield {
        span,
        message,
        fixes: () =>
          view ? [{ title: "Use the runtime's own label", safety: "review", changes: [remove(view.path)] }] : [],
      };
    }
  },
});
