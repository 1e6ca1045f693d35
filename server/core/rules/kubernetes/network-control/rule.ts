import { deleting, grantFinding, namedGrants, writing } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "network-control",
  title: "A role can change how traffic flows",
  why: "Services, ingresses and network policies decide what is reached from where: whoever changes them opens a way in, or takes over traffic.",
  mayBreak: "Nothing is changed for you: operators that publish what they run need this right.",
  severity: "off",
  references: ["CWE-732"],
  aliases: {
    trivy: ["KSV-0056"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, ...rights)) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { who, what, where } = grant;
      yield grantFinding(grant, { message: `${who} can change ${what} ${where}.` });
    }
  },
});

const verbs = [...writing, ...deleting];
const rights: readonly Right[] = [
  { groups: [""], resources: ["services"], verbs },
  { groups: ["networking.k8s.io", "extensions"], resources: ["ingresses", "networkpolicies"], verbs },
  // Writing them sends traffic elsewhere, which has a rule of its own.
  { groups: [""], resources: ["endpoints"], verbs: deleting },
  { groups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: deleting },
];
