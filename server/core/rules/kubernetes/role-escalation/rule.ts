import { enumeration, grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { bindClusterRoles, bindRoles, escalateClusterRoles } from "../../../model/rights.ts";
import { dropTokens, nameVerbs, reviewFix } from "../../../model/role-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "role-escalation",
  title: "A role can give itself any right",
  why: "The API server lets nobody hand out more rights than they have, except who may bind or escalate: they can make themselves cluster-admin.",
  mayBreak:
    "The program can then only grant rights that it has itself: give it those, or let it bind certain roles by resourceNames.",
  severity: "error",
  references: ["CIS Kubernetes 5.1.8", "Kubernetes documentation: Role Based Access Control Good Practices", "CWE-269"],
  aliases: {
    trivy: ["KSV-0050"],
    checkov: ["CKV_K8S_157", "CKV_K8S_158"],
    kics: ["8320826e-7a9c-4b0b-9535-578333193432"],
    kubescape: ["C-0191"],
    kyverno: ["other/restrict-escalation-verbs-roles"],
    cis_kubernetes: ["5.1.8"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, bindRoles, bindClusterRoles, escalateClusterRoles)) {
      const { rule, verbs, who, what, where } = grant;
      const names = rule.resourceNames.map(({ text }) => text);
      const escalates = verbs.some(({ text }) => text !== "bind");
      // Binding certain roles and no others is how it should be done.
      if (names.length > 0 && !escalates && !names.some((name) => /admin/.test(name))) continue;
      const all = verbs.some(({ text }) => text === "*");
      const can = escalates ? "escalate" : "bind";
      yield {
        ...grantFinding(grant, {
          message: all
            ? `verbs * on ${what} includes bind and escalate: ${who} can give itself any right ${where}.`
            : `${who} may ${can} ${what}, so it can give itself any right ${where}.`,
          inNamespace: "warning",
          at: "verb",
        }),
        fixes: () =>
          all
            ? nameVerbs(rule)
            : reviewFix(`Remove ${enumeration(verbs.map(({ text }) => text))}`, dropTokens(rule, "verbs", verbs)),
      };
    }
  },
});
