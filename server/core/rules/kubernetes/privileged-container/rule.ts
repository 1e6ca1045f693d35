import { remove, set } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { rootWork, unlessRootWorks } from "../../../model/root-work.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "privileged-container",
  title: "The container is privileged",
  why: "It has every capability, all devices and no seccomp or AppArmor: whoever gets in mounts the node's disk and owns the node.",
  mayBreak:
    "Whatever loads kernel modules, mounts file systems or uses devices needs its capability or device named instead.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "CIS Kubernetes 5.2.2",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-250",
  ],
  aliases: {
    trivy: ["KSV-0017"],
    checkov: ["CKV_K8S_16"],
    kics: ["dd29336b-fe57-445b-a26e-e6aa867ae609"],
    kube_linter: ["privileged-container"],
    polaris: ["runAsPrivileged"],
    kube_score: ["container-security-context-privileged"],
    kubesec: ["Privileged"],
    kubescape: ["C-0057"],
    kyverno: ["pod-security/disallow-privileged-containers"],
    cis_kubernetes: ["5.2.2"],
    gatekeeper: ["pod-security-policy/privileged-containers"],
  },
  podSecurity: { level: "baseline", check: "privileged", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      const { value, view } = container.effective("privileged");
      if (value !== true || !view) continue;
      const escalation = container.securityContext?.get("allowPrivilegeEscalation");
      yield {
        span: view.span,
        message: `${container.name} is privileged: it can do on the node whatever root can.`,
        ...unlessRootWorks(changesNode(container) ? [container] : [], () => [
          {
            title: "Remove privileged",
            safety: "review",
            changes:
              escalation?.boolean() === true ? [remove(view.path), set(escalation.path, false)] : [remove(view.path)],
          },
        ]),
      };
    }
  },
});

/** Root with its usual capabilities may do the rest. */
const changesNode = (container: Container): boolean => rootWork(container)?.changes === "node";
