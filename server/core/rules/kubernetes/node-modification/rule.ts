import { grantFinding, type NamedGrant, namedGrants } from "../../../model/named-grants.ts";
import { changeNodes } from "../../../model/rights.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "node-modification",
  title: "A role can change nodes",
  why: "Labels and taints decide which pods run on a node, its status whether it is healthy and at which address it is reached. Whoever changes them draws pods with their secrets to a node that they hold, and has the API server talk to another machine.",
  mayBreak:
    "Nothing is changed for you: autoscalers, storage drivers and network plugins need this right. An agent on each node should have no more of it than patch on nodes/status.",
  // Everybody who asks for it in practice is a part of the cluster's own machinery: worth knowing, seldom wrong.
  severity: "info",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction",
    "CWE-732",
  ],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, changeNodes)) {
      if (grant.rule.resourceNames.length > 0) continue;
      yield grantFinding(grant, { message: `${grant.who} can change ${changed(grant)}.` });
    }
  },
});

function changed({ resources }: NamedGrant): string {
  const onlyStatus = resources.every(({ text }) => text !== "nodes");
  return onlyStatus ? "every node's status, also its address" : "every node's labels and taints, so what runs where";
}
