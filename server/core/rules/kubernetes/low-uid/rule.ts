import { lowIds } from "../../../model/low-id.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "low-uid",
  title: "The uid may be an account of the node",
  why: "A process that escapes keeps its numbers: below 10000 they often belong to an account of the node, and its files are then the attacker's.",
  mayBreak: "The image's files may belong to the number that it was made for, and volumes to the old one.",
  // Images are made for a number of their own, and user namespaces solve this better.
  severity: "off",
  references: ["CIS Kubernetes 5.7.3", "CWE-250"],
  aliases: {
    trivy: ["KSV-0020"],
    checkov: ["CKV_K8S_40"],
    kics: ["02323c00-cdc3-4fdc-a310-4f2b3e7a1660"],
    kube_score: ["container-security-context-user-group-id"],
    kubesec: ["RunAsUser"],
    cis_kubernetes: ["5.7.3 (v1.23 spec)"],
  },
  options: {},

  check: (manifest) => lowIds(manifest, "runAsUser"),
});
