import { boundRole } from "../../../model/bound-role.ts";
import { enumeration } from "../../../model/named-grants.ts";
import { type Binding, bindingsOf } from "../../../model/rbac.ts";
import { removeSubject } from "../../../model/subject-fixes.ts";
import { workspaceRule } from "../../../rule.ts";
import type { Surroundings } from "../../../workspace/surroundings.ts";

export default workspaceRule({
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

  *check(manifest, _options, { surroundings }) {
    for (const binding of bindingsOf(manifest)) {
      const role = binding.roleRef?.name ?? "a role";
      if (binding.builtin || openRoles.has(role)) continue;
      const can = danger(binding, surroundings);
      for (const subject of binding.subjects) {
        const everybody = subject.kind === "ServiceAccount" ? undefined : groups.get(subject.name);
        if (!everybody) continue;
        yield {
          span: subject.nameView.span,
          message: can ? `${everybody} can ${can} (${role}).` : `${everybody} holds ${role}.`,
          ...(!binding.clusterWide && !can && { severity: "info" as const }),
          fixes: () => removeSubject(subject),
        };
      }
    }
  },
});

/** What the role lets do that nobody should be able to; undefined where it is none of that, or not known. */
function danger({ roleRef, clusterWide, object }: Binding, surroundings: Surroundings): string | undefined {
  if (!roleRef) return undefined;
  const bound = { role: roleRef, clusterWide, bindingNamespace: object.namespace };
  const { powers: [power] = [], secrets = [] } = boundRole(bound, surroundings.path, surroundings) ?? {};
  if (power) return `${power.what} ${clusterWide ? "in the cluster" : `in ${object.namespace ?? "the namespace"}`}`;
  return secrets.length > 0 ? `read the secret ${enumeration(secrets)}` : undefined;
}

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
