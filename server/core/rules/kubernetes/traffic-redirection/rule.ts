import { grantFinding, namedGrants, writing } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "traffic-redirection",
  title: "A role can send traffic elsewhere",
  why: "Endpoints say where the traffic of a service goes: whoever writes them gets it, or reaches addresses that network policies keep from them. The status of a service can claim any address for it.",
  mayBreak: "Nothing is changed for you: leader election has used leases for years, and needs no endpoints any more.",
  severity: "info",
  references: ["CVE-2021-25740", "CVE-2020-8554", "CWE-441"],
  aliases: {
    trivy: ["KSV-0056"],
    checkov: ["CKV2_K8S_4"],
    kyverno: ["other/restrict-edit-for-endpoints"],
    gatekeeper: ["general/block-endpoint-edit-default-role"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, ...rights)) {
      if (grant.rule.resourceNames.length > 0) continue;
      const { who, what, where } = grant;
      yield grantFinding(grant, { message: `${who} can send the traffic of services ${where} elsewhere (${what}).` });
    }
  },
});

const rights: readonly Right[] = [
  { groups: [""], resources: ["endpoints"], verbs: writing },
  { groups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: writing },
  { groups: [""], resources: ["services/status"], verbs: ["update", "patch"] },
];
