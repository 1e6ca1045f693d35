import { remove } from "../../../edits/change.ts";
import { failuresOf, minorOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "unmasked-proc-mount",
  title: "The container sees all of /proc",
  why: "Parts of /proc show and change the node: its kernel's memory, its devices and its power switch. The runtime hides them, unless procMount is Unmasked.",
  mayBreak:
    "Containers that start containers of their own need it; give those a user namespace of their own (`hostUsers: false`).",
  severity: "error",
  references: ["Pod Security Standards: baseline and restricted", "CWE-668"],
  aliases: {
    trivy: ["KSV-0027"],
    kics: ["f922827f-aab6-447c-832a-e1ff63312bd3"],
    kube_linter: ["unsafe-proc-mount"],
    polaris: ["procMount"],
    kyverno: ["pod-security/disallow-proc-mount"],
    gatekeeper: ["pod-security-policy/proc-mount"],
  },
  podSecurity: { level: "baseline", check: "procMount", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    const older = minorOf(kubernetesVersion) < userNamespaces;
    const found = failuresOf(manifest, older ? "procMount" : "procMount_restricted", kubernetesVersion);
    for (const { span, message, view, pod } of found) {
      // In a user namespace of its own root is nobody on the node, and baseline lets it be.
      const mild = !older && pod.ownUserNamespace;
      yield {
        span,
        message,
        ...(mild && { severity: "warning" as const, podSecurity: "restricted" as const }),
        fixes: () => (view ? [{ title: "Mask /proc", safety: "review", changes: [remove(view.path)] }] : []),
      };
    }
  },
});

/** Since this version the standards look at the pod's user namespace. */
const userNamespaces = 35;
