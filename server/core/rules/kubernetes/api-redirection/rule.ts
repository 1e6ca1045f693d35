import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { redirectApi } from "../../../model/rights.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "api-redirection",
  title: "A role can send API requests elsewhere",
  why: "An APIService names the server that answers for a part of the cluster's API. Whoever writes one reads what is sent there, secrets too, and answers what they like; the API server names the real caller to it.",
  mayBreak:
    "Nothing is changed for you: what injects certificates into its own APIService needs update and patch on that one, by resourceNames.",
  severity: "warning",
  references: ["https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/", "CWE-441"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, redirectApi)) {
      if (grant.rule.resourceNames.length > 0) continue;
      yield grantFinding(grant, { message: `${grant.who} can have another server answer for the cluster's API.` });
    }
  },
});
