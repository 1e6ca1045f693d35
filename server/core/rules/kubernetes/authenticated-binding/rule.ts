import { bindingsOf } from "../../../model/rbac.ts";
import { removeSubject } from "../../../model/subject-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "authenticated-binding",
  title: "Everybody who is logged in has rights",
  why: "system:authenticated is every user, and every pod with a token; with some cloud providers it is everybody who has an account with them.",
  mayBreak: "Users and programs that have had the right only through this group lose it.",
  severity: "warning",
  references: ["Kubernetes documentation: Role Based Access Control Good Practices", "CWE-732"],
  aliases: {
    trivy: ["KSV-01011"],
    kubescape: ["C-0265"],
    kyverno: ["other/restrict-binding-system-groups"],
  },
  options: {},

  *check(manifest) {
    for (const binding of bindingsOf(manifest)) {
      if (binding.builtin || openRoles.has(binding.roleRef?.name ?? "")) continue;
      for (const subject of binding.subjects) {
        const everybody = subject.kind === "ServiceAccount" ? undefined : groups.get(subject.name);
        if (!everybody) continue;
        yield {
          span: subject.nameView.span,
          message: `${everybody} holds ${binding.roleRef?.name ?? "a role"}.`,
          ...(!binding.clusterWide && { severity: "info" as const }),
          fixes: () => removeSubject(subject),
        };
      }
    }
  },
});

const groups: ReadonlyMap<string, string> = new Map([
  ["system:authenticated", "Everybody who is logged in, every pod included,"],
  ["system:serviceaccounts", "Every service account, and so every pod,"],
]);

/** What Kubernetes itself gives to everybody. */
const openRoles: ReadonlySet<string> = new Set([
  "system:basic-user",
  "system:discovery",
  "system:public-info-viewer",
  "system:service-account-issuer-discovery",
]);
