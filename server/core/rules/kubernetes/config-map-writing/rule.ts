import { deleting, grantFinding, namedGrants, writing } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "config-map-writing",
  title: "A role can change config maps",
  why: "Programs take their configuration from config maps: whoever changes one steers what reads it, cluster DNS included.",
  mayBreak: "Nothing is changed for you: name the config maps by resourceNames.",
  severity: "off",
  references: ["CWE-732"],
  aliases: {
    trivy: ["KSV-0049"],
    kubescape: ["C-0037"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, right)) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { who, where } = grant;
      yield grantFinding(grant, { message: `${who} can change every config map ${where}.` });
    }
  },
});

const right: Right = { groups: [""], resources: ["configmaps"], verbs: [...writing, ...deleting] };
