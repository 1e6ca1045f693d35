import { grantFinding, namedGrants, writing } from "../../../model/named-grants.ts";
import { workloadRights } from "../../../model/workload-resources.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "pod-creation",
  title: "A role can create or change pods",
  why: "Whoever makes a pod chooses its image, its volumes and its service account: with that come the secrets and the accounts of the namespace, and the node where nothing enforces a Pod Security level.",
  mayBreak: "Nothing is changed for you: controllers and deployment tools need this right.",
  severity: "info",
  references: ["CIS Kubernetes 5.1.4", "Kubernetes documentation: Role Based Access Control Good Practices", "CWE-269"],
  aliases: {
    trivy: ["KSV-0048"],
    kics: ["592ad21d-ad9b-46c6-8d2d-fad09d62a942"],
    kube_linter: ["access-to-create-pods"],
    kubescape: ["C-0188"],
    cis_kubernetes: ["5.1.4"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, ...workloadRights(writing))) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { who, what, where } = grant;
      yield {
        ...grantFinding(grant, {
          message: `${who} can write ${what} ${where}, to run as any account there.`,
        }),
        note: "Enforce a Pod Security level on the namespaces in reach, so that a pod is no way to the node.",
      };
    }
  },
});
