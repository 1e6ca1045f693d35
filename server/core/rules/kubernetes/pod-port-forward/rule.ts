import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { dropTokens, reviewFix } from "../../../model/role-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "pod-port-forward",
  title: "A role can reach the ports of pods",
  why: "The API server carries the connection, past network policies, and to ports that no service publishes.",
  mayBreak: "Whoever holds the role loses the right: check that the program does without it.",
  severity: "info",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-441"],
  aliases: {
    kics: ["38fa11ef-dbcc-4da8-9680-7e1fd855b6fb"],
    kubescape: ["C-0063"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, forward, proxy)) {
      const { rule, resources, who, what, where } = grant;
      // `*/proxy` is the node's as well, which is worse.
      if (rule.resourceNames.length > 0 || resources.some(({ text }) => text === "*/proxy")) continue;
      yield {
        ...grantFinding(grant, { message: `${who} can reach any port of the pods ${where} (${what}).` }),
        fixes: () => reviewFix(`Remove ${what}`, dropTokens(rule, "resources", resources)),
      };
    }
  },
});

const forward: Right = { groups: [""], resources: ["pods/portforward"], verbs: ["create", "get"] };
const proxy: Right = {
  groups: [""],
  resources: ["pods/proxy", "services/proxy"],
  verbs: ["get", "create", "update", "patch", "delete"],
};
