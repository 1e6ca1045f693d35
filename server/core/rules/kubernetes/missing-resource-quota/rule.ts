import { unboundedNamespaces } from "../../../model/namespace-bounds.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "missing-resource-quota",
  title: "A namespace has no ResourceQuota",
  why: "One workload of the namespace may take what the others need: by mistake, or because whoever got in computes for himself.",
  mayBreak: "Nothing is changed for you: what a namespace may take is yours to say.",
  // Clusters bound their namespaces where they make them, which is seldom beside the workloads.
  severity: "off",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-770"],
  aliases: { kics: ["48a5beba-e4c0-4584-a2aa-e6894e4cf424"] },
  options: {},

  check: (manifest, _options, { surroundings }) => unboundedNamespaces(manifest, surroundings, "ResourceQuota"),
});
