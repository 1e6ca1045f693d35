import { bindingsOf } from "../../../model/rbac.ts";
import { removeSubject } from "../../../model/subject-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "system-masters-binding",
  title: "A binding names system:masters",
  why: "Members of system:masters pass every check, whatever roles say. A binding to the group does nothing for them but hides who is in it: those credentials cannot be taken back.",
  mayBreak: "Members of the group have all rights anyway, so nothing is refused.",
  severity: "error",
  references: ["CIS Kubernetes 5.1.7", "Kubernetes documentation: Role Based Access Control Good Practices", "CWE-250"],
  aliases: {
    trivy: ["KSV-0123"],
    kubescape: ["C-0246"],
    kyverno: ["other/restrict-binding-system-groups"],
    cis_kubernetes: ["5.1.7"],
  },
  options: {},

  *check(manifest) {
    for (const binding of bindingsOf(manifest)) {
      if (binding.builtin) continue;
      for (const subject of binding.subjects) {
        if (subject.kind === "ServiceAccount" || subject.name !== "system:masters") continue;
        yield {
          span: subject.nameView.span,
          message: `${binding.name || "The binding"} names system:masters, whose members pass every check; bind a group of your own.`,
          fixes: () => removeSubject(subject),
        };
      }
    }
  },
});
