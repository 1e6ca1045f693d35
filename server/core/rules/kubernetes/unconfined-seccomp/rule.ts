import { set } from "../../../edits/change.ts";
import { overriddenSetting } from "../../../model/overridden-setting.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "unconfined-seccomp",
  title: "System calls are not filtered",
  why: "Every flaw in the kernel is in reach. The runtime's default profile blocks the rare calls that most container escapes go through.",
  mayBreak:
    "Programs that use unusual system calls, such as debuggers and some browsers' sandboxes, fail under the default profile.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline and restricted",
    "CIS Kubernetes 5.7.2",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-693",
  ],
  aliases: {
    trivy: ["KSV-0030", "KSV-0104"],
    checkov: ["CKV_K8S_31"],
    kics: ["f377b83e-bd07-4f48-a591-60c82b14a78b"],
    polaris: ["linuxHardening"],
    kube_score: ["container-seccomp-profile"],
    kubesec: ["SeccompAny", "SeccompUnconfined"],
    kubescape: ["C-0055", "C-0210"],
    kyverno: ["pod-security/restrict-seccomp-strict", "pod-security/restrict-seccomp"],
    cis_kubernetes: ["5.7.2", "5.7.3 (v1.23 spec)", "5.7.2 (v1.23 spec)"],
    gatekeeper: ["pod-security-policy/seccomp", "pod-security-policy/seccompv2"],
  },
  podSecurity: { level: "baseline", check: "seccompProfile_baseline", since: "1.0" },
  options: {},

  *check(manifest) {
    const reported = new Set<number>();
    for (const container of manifest.containers) {
      if (container.pod.windowsHint) continue;
      const { value, view } = container.effective("seccompType");
      if (view ? value !== "Unconfined" || reported.has(view.span.start) : container.pod.object.partial) continue;
      if (view) reported.add(view.span.start);
      const path = view?.path ?? [...container.path, "securityContext", "seccompProfile", "type"];
      yield {
        span: view?.span ?? container.nameSpan,
        message: view
          ? "seccomp is off (Unconfined): every system call of the kernel is in reach."
          : `${container.name} has no seccomp profile: every system call of the kernel is in reach.`,
        absent: !view,
        ...(!view && { severity: "warning" as const, podSecurity: "restricted" as const }),
        fixes: () => [
          { title: "Use the runtime's seccomp profile", safety: "review", changes: [set(path, "RuntimeDefault")] },
        ],
      };
    }
    for (const pod of manifest.pods) {
      const view = pod.windowsHint ? undefined : overriddenSetting(pod, "seccompType");
      if (view?.text() !== "Unconfined") continue;
      yield {
        span: view.span,
        message:
          "seccomp is off (Unconfined) for the pod; each container sets its own, but Pod Security refuses the pod.",
        severity: "info",
        fixes: () => [
          { title: "Use the runtime's seccomp profile", safety: "safe", changes: [set(view.path, "RuntimeDefault")] },
        ],
      };
    }
  },
});
