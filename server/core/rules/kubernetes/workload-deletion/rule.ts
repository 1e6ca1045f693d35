import { deleting, grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { workloadRights } from "../../../model/workload-resources.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "workload-deletion",
  title: "A role can delete workloads",
  why: "Whoever can delete pods and what runs them can bring the service down.",
  mayBreak: "Nothing is changed for you: controllers and deployment tools need this right.",
  severity: "off",
  references: ["CWE-732"],
  aliases: {
    trivy: ["KSV-0048"],
    kubescape: ["C-0007"],
  },
  options: {},

  *check(manifest) {
    const others = { groups: [""], resources: ["namespaces", "services", "persistentvolumeclaims"], verbs: deleting };
    for (const grant of namedGrants(manifest, ...workloadRights(deleting), others)) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { who, what, where } = grant;
      yield grantFinding(grant, { message: `${who} can delete ${what} ${where}.` });
    }
  },
});
