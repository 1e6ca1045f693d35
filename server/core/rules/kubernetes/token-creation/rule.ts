import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { makeTokens } from "../../../model/rights.ts";
import type { PolicyRule, Token } from "../../../model/role.ts";
import { dropTokens, reviewFix } from "../../../model/role-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "token-creation",
  title: "A role can create tokens of service accounts",
  why: "With a token of an account come all of its rights: in the whole cluster, that of a controller in kube-system is enough to take it over.",
  mayBreak: "The program no longer gets tokens of other accounts: let it have those that it needs by resourceNames.",
  severity: "error",
  references: [
    "CIS Kubernetes 5.1.13",
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "CWE-269",
  ],
  aliases: {
    kubescape: ["C-0282"],
    cis_kubernetes: ["5.1.13"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, makeTokens)) {
      const { rule, resources, who, where } = grant;
      if (rule.resourceNames.length > 0) continue;
      yield {
        ...grantFinding(grant, {
          message: `${who} can create a token of any service account ${where}.`,
          inNamespace: "warning",
        }),
        fixes: () => reviewFix("Remove serviceaccounts/token", keepOthers(rule, resources)),
      };
    }
  },
});

/** A rule of nothing but tokens is what the role is for. */
const keepOthers = (rule: PolicyRule, dropped: readonly Token[]) =>
  dropped.length < rule.resources.length ? dropTokens(rule, "resources", dropped) : [];
