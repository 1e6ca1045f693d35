import { lowIds } from "../../../model/low-id.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "low-gid",
  title: "The gid may be a group of the node",
  why: "A process that escapes keeps its numbers: below 10000 they often belong to a group of the node, and its files are then the attacker's.",
  mayBreak: "The image's files may belong to the number that it was made for, and volumes to the old one.",
  // Images are made for a number of their own, and user namespaces solve this better.
  severity: "off",
  references: ["CIS Kubernetes 5.7.3", "CWE-250"],
  aliases: {
    trivy: ["KSV-0021"],
    kube_score: ["container-security-context-user-group-id"],
    kubesec: ["RunAsGroup"],
    cis_kubernetes: ["5.7.3 (v1.23 spec)"],
  },
  options: {},

  check: (manifest) => lowIds(manifest, "runAsGroup"),
});
