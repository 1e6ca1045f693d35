import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { changeNamespaces } from "../../../model/rights.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "namespace-modification",
  title: "A role can change namespaces",
  why: "A namespace's labels say which Pod Security level is enforced there, and whom network policies, quotas and webhooks select. Whoever changes them lifts these bounds, and then starts a privileged pod.",
  mayBreak:
    "Nothing is changed for you: what labels namespaces needs update or patch, if possible on its own ones, by resourceNames. To make namespaces, create is enough.",
  severity: "warning",
  references: ["Kubernetes documentation: Role Based Access Control Good Practices", "CWE-732"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, changeNamespaces)) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { who, role } = grant;
      yield grantFinding(grant, {
        message: `${who} can change ${role.clusterWide ? "every namespace" : "its namespace"}, also its Pod Security level.`,
        // In a Role it is the namespace around the role: whoever binds it there mostly runs that namespace.
        inNamespace: "info",
      });
    }
  },
});
