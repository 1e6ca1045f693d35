import { set } from "../../../edits/change.ts";
import { failuresOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "unconfined-apparmor",
  title: "AppArmor is switched off",
  why: "The runtime's profile keeps processes from mounting, from writing to /proc and /sys and from looking at others. Without it a flaw in the container goes further.",
  mayBreak: "Programs that mount file systems or write to /proc or /sys fail under the runtime's profile.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "CIS Kubernetes 5.7.3",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-693",
  ],
  aliases: {
    trivy: ["KSV-0002"],
    kics: ["8b36775e-183d-4d46-b0f7-96a6f34a723f"],
    kubesec: ["ApparmorAny", "ApparmorUnconfined"],
    kyverno: ["pod-security/restrict-apparmor-profiles"],
    gatekeeper: ["pod-security-policy/apparmor"],
  },
  podSecurity: { level: "baseline", check: "appArmorProfile", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const { span, message, view } of failuresOf(manifest, "appArmorProfile", kubernetesVersion)) {
      yield {
        span,
        message,
        fixes: () =>
          view ? [{ title: "Use the runtime's AppArmor profile", safety: "review", changes: [confine(view)] }] : [],
      };
    }
  },
});

/** The annotation of a container, the field's type, or a profile that has none. */
function confine(view: YamlView) {
  if (view.kind === "map") return set([...view.path, "type"], "RuntimeDefault");
  return set(view.path, view.path.includes("annotations") ? "runtime/default" : "RuntimeDefault");
}
