import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { perRole } from "../../../model/per-role.ts";
import { approveForSigners, approveRequests } from "../../../model/rights.ts";
import type { PolicyRule } from "../../../model/role.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "certificate-approval",
  title: "A role can approve certificates",
  why: "A client certificate that the cluster signs is an account: whoever approves requests can make one in any name, also that of a node or an administrator.",
  mayBreak: "Nothing is changed for you: limit the right to approve to the signers that are needed, by resourceNames.",
  severity: "warning",
  references: [
    "CIS Kubernetes 5.1.11",
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "CWE-295",
  ],
  aliases: {
    checkov: ["CKV_K8S_156"],
    kubescape: ["C-0280"],
    kyverno: ["other/restrict-clusterrole-csr", "other/inspect-csr"],
    cis_kubernetes: ["5.1.11"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, approveRequests, approveForSigners)) {
      const { role, resources, who } = grant;
      const { limited, approves } = signing(role);
      // It takes both rights: it is said once, at the approval.
      if (limited || (approves && !resources.some(({ text }) => text.includes("/")))) continue;
      yield grantFinding(grant, { message: `${who} can approve certificates, and with them accounts in any name.` });
    }
  },
});

const signing = perRole(({ rules }) => {
  const allowing = rules.filter((rule) => rule.grants(approveForSigners));
  return {
    limited: allowing.length > 0 && allowing.every(isLimited),
    approves: rules.some((rule) => rule.grants(approveRequests)),
  };
});

/** Signers with a domain of their own issue nothing that the API server takes for an account. */
const isLimited = ({ resourceNames }: PolicyRule): boolean =>
  resourceNames.length > 0 && !resourceNames.some(({ text }) => text.startsWith("kubernetes.io/"));
