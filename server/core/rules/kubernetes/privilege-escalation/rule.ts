import { set } from "../../../edits/change.ts";
import { forcesEscalation } from "../../../model/effective-field.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "privilege-escalation",
  title: "A process may gain more privileges than its parent",
  why: "Whoever gets a shell can run a setuid binary or one with file capabilities, and is root in the container.",
  mayBreak: "Programs that rely on setuid binaries, such as sudo, su or ping, fail.",
  severity: "warning",
  references: [
    "Pod Security Standards: restricted",
    "CIS Kubernetes 5.2.6",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-250",
  ],
  aliases: {
    trivy: ["KSV-0001"],
    checkov: ["CKV_K8S_20"],
    kics: ["5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d"],
    kube_linter: ["privilege-escalation-container"],
    polaris: ["privilegeEscalationAllowed"],
    kubesec: ["AllowPrivilegeEscalation"],
    kubescape: ["C-0016", "C-0197"],
    kyverno: ["pod-security/disallow-privilege-escalation"],
    cis_kubernetes: ["5.2.6"],
    gatekeeper: ["pod-security-policy/allow-privilege-escalation"],
  },
  podSecurity: { level: "restricted", check: "allowPrivilegeEscalation", since: "1.8" },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      const { value, from, view } = container.effective("allowPrivilegeEscalation");
      if (value !== true || container.pod.windowsHint) continue;
      if (from === "default" && container.pod.object.partial) continue;
      // Such a container needs no escalation; that is reported as what it is.
      if (forcesEscalation(container)) continue;
      const fix = {
        title: "Forbid privilege escalation",
        safety: "review" as const,
        changes: [set([...container.path, "securityContext", "allowPrivilegeEscalation"], false)],
      };
      yield {
        span: view?.span ?? container.nameSpan,
        message: view
          ? "allowPrivilegeEscalation: true lets setuid binaries make a process root."
          : `${container.name} may gain privileges: allowPrivilegeEscalation is true unless it is set to false.`,
        absent: !view,
        fixes: () => [fix],
      };
    }
  },
});
