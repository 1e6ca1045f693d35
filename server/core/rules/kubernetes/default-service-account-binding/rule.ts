import { bindingsOf } from "../../../model/rbac.ts";
import { removeSubject } from "../../../model/subject-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "default-service-account-binding",
  title: "A default service account has rights",
  why: "Every pod that names no account runs as the default one: rights for one program become rights for all in the namespace.",
  mayBreak: "The program needs an account of its own, with this binding, before the default one loses it.",
  severity: "warning",
  references: ["CIS Kubernetes 5.1.5", "Kubernetes documentation: Role Based Access Control Good Practices", "CWE-250"],
  aliases: {
    checkov: ["CKV_K8S_42"],
    kics: ["1e749bc9-fde8-471c-af0c-8254efd2dee5"],
    kubescape: ["C-0189", "C-0225"],
    cis_kubernetes: ["5.1.5"],
  },
  options: {},

  *check(manifest) {
    for (const binding of bindingsOf(manifest)) {
      if (binding.builtin) continue;
      for (const subject of binding.subjects) {
        if (subject.kind !== "ServiceAccount" || subject.name !== "default") continue;
        const namespace = subject.namespace ?? binding.object.namespace;
        yield {
          span: subject.nameView.span,
          message: `Every pod ${namespace ? `in ${namespace}` : "in the namespace"} without an account of its own holds ${binding.roleRef?.name ?? "a role"}.`,
          fixes: () => (binding.subjects.length > 1 ? removeSubject(subject) : []),
        };
      }
    }
  },
});
