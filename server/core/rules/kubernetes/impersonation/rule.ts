import { enumeration, grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { actAsAccounts, actAsPeople } from "../../../model/rights.ts";
import { dropTokens, nameVerbs, reviewFix } from "../../../model/role-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "impersonation",
  title: "A role can act as others",
  why: "Whoever may impersonate sends requests in the name of any user, group or service account: with the group system:masters, that is the whole cluster.",
  mayBreak:
    "The program can no longer act in the name of others: proxies and dashboards that pass on their users need it.",
  severity: "error",
  references: ["CIS Kubernetes 5.1.8", "Kubernetes documentation: Role Based Access Control Good Practices", "CWE-269"],
  aliases: {
    trivy: ["KSV-0043"],
    checkov: ["CKV2_K8S_3"],
    kics: ["9f85c3f6-26fd-4007-938a-2e0cb0100980"],
    kubescape: ["C-0065", "C-0191"],
    cis_kubernetes: ["5.1.8"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, actAsPeople, actAsAccounts)) {
      const { rule, verbs, who, what, where } = grant;
      const names = rule.resourceNames.map(({ text }) => text);
      if (names.length > 0 && !names.some(isPowerful)) continue;
      const all = verbs.some(({ text }) => text === "*");
      yield {
        ...grantFinding(grant, {
          message: all
            ? `verbs * on ${what} includes impersonate: ${who} can act as any of them ${where}.`
            : `${who} can act as ${names.length > 0 ? enumeration(names) : `any of the ${what} ${where}`}.`,
          inNamespace: "warning",
          at: "verb",
        }),
        fixes: () => (all ? nameVerbs(rule) : reviewFix("Remove impersonate", dropTokens(rule, "verbs", verbs))),
      };
    }
  },
});

/** Acting as one account without rights of its own is how it should be done. */
const isPowerful = (name: string): boolean => /^(?:system:.*|.*admin.*)$/.test(name);
