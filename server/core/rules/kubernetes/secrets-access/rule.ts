import { deleting, grantFinding, type NamedGrant, namedGrants, reading, writing } from "../../../model/named-grants.ts";
import type { PolicyRule, Right, Token } from "../../../model/role.ts";
import { dropTokens, reviewFix } from "../../../model/role-fixes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "secrets-access",
  title: "A role gives access to secrets",
  why: "Secrets hold passwords, keys and the tokens of other accounts. Reading one is a way into another system; whoever can create one can have a token for any service account written into it.",
  mayBreak: "The program no longer reaches the secrets that it reads or writes through this rule.",
  severity: "warning",
  references: [
    "CIS Kubernetes 5.1.2",
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-522",
  ],
  aliases: {
    trivy: ["KSV-0041", "KSV-0113"],
    checkov: ["CKV2_K8S_5"],
    kics: ["b7bca5c4-1dab-4c2c-8cbe-3050b9d59b14", "056ac60e-fe07-4acc-9b34-8e1d51716ab9"],
    kube_linter: ["access-to-secrets"],
    kubescape: ["C-0015", "C-0186"],
    kyverno: ["other/restrict-secret-role-verbs"],
    cis_kubernetes: ["5.1.2"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, right([...reading, ...writing, ...deleting]))) {
      const { rule, resources } = grant;
      if (rule.resourceNames.length > 0) continue;
      yield {
        ...grantFinding(grant, { message: message(grant) }),
        ...lowered(grant),
        note: "A Role in the namespace of the secrets, or resourceNames with their names, is mostly enough.",
        fixes: () => reviewFix("Remove the access to secrets", keepOthers(rule, resources)),
      };
    }
  },
});

const right = (verbs: readonly string[]): Right => ({ groups: [""], resources: ["secrets"], verbs });

function message({ rule, who, where }: NamedGrant): string {
  if (rule.grants(right(reading))) return `${who} can read every secret ${where}.`;
  if (rule.grants(right(["create"])))
    return `${who} can create secrets ${where}, also such as hold an account's token.`;
  return `${who} can ${rule.grants(right(writing)) ? "change" : "delete"} every secret ${where}.`;
}

/** Who only deletes learns nothing; admin and edit reach secrets anyway; kube-system holds the cluster's own. */
function lowered({ role, rule }: NamedGrant): Pick<Finding, "severity"> {
  const harmless = !rule.grants(right([...reading, ...writing])) || role.addsTo.length > 0;
  const reachesFar = role.clusterWide || role.namespace === "kube-system";
  return harmless || !reachesFar ? { severity: "info" } : {};
}

/** A rule of nothing but secrets is what the role is for. */
const keepOthers = (rule: PolicyRule, dropped: readonly Token[]) =>
  dropped.length < rule.resources.length ? dropTokens(rule, "resources", dropped) : [];
