import { grantFinding, namedGrants, writing } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "binding-management",
  title: "A role can write role bindings",
  why: "A binding hands the rights of a role to anybody. It is one verb away from making oneself an administrator, and it outlives the account that made it.",
  mayBreak: "Nothing is changed for you: operators that set up accounts for what they run need this right.",
  severity: "warning",
  references: ["Kubernetes documentation: Role Based Access Control Good Practices", "CWE-269"],
  aliases: {
    trivy: ["KSV-0051", "KSV-0052", "KSV-0055"],
    checkov: ["CKV2_K8S_1"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, ...rights)) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { who, what, where } = grant;
      yield grantFinding(grant, {
        message: `${who} can write ${what} ${where}, and so pass on every right that it has.`,
        inNamespace: "info",
      });
    }
  },
});

const groups = ["rbac.authorization.k8s.io"];
const rights: readonly Right[] = [
  { groups, resources: ["rolebindings"], verbs: writing },
  { groups, resources: ["clusterrolebindings"], verbs: writing, clusterScoped: true },
];
