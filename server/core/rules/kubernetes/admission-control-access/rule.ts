import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { changeAdmission } from "../../../model/rights.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "admission-control-access",
  title: "A role can change admission control",
  why: "Whoever writes these objects can switch off the checks that keep dangerous pods out. A mutating webhook rewrites every object on its way into the cluster, and any webhook reads it.",
  mayBreak:
    "Nothing is changed for you: what injects certificates into its own webhook needs update and patch on that one, by resourceNames.",
  severity: "warning",
  references: [
    "CIS Kubernetes 5.1.12",
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "CWE-732",
  ],
  aliases: {
    trivy: ["KSV-0114"],
    checkov: ["CKV_K8S_155"],
    kubescape: ["C-0281"],
    kyverno: ["other/restrict-clusterrole-mutating-validating-admission-webhooks"],
    cis_kubernetes: ["5.1.12"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, changeAdmission)) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { resources, who } = grant;
      const [first] = resources;
      const more = resources.length > 1 ? ` and ${resources.length - 1} more` : "";
      yield grantFinding(grant, {
        message: `${who} can change the cluster's admission control (${first?.text}${more}).`,
      });
    }
  },
});
