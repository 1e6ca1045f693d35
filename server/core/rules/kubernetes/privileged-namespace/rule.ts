import { set } from "../../../edits/change.ts";
import { isSystemNamespace } from "../../../model/namespaces.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "privileged-namespace",
  title: "A namespace lets privileged pods in",
  why: "Whoever may create a pod in the namespace owns the node it lands on, whatever else the cluster enforces.",
  mayBreak: "Node agents in the namespace are refused: keep those, and nothing else, in a namespace of their own.",
  severity: "warning",
  references: ["CIS Kubernetes 5.2.1", "Kubernetes documentation: Pod Security Admission"],
  aliases: { kyverno: ["psa/deny-privileged-profile"] },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name } of manifest.objects) {
      if (kind !== "Namespace" || apiVersion !== "v1" || isSystemNamespace(name)) continue;
      const level = view.at("metadata", "labels", "pod-security.kubernetes.io/enforce");
      if (level?.text() !== "privileged") continue;
      yield {
        span: level.span,
        message: `Namespace ${name} lets privileged pods in.`,
        fixes: () => [{ title: "Enforce baseline", safety: "review", changes: [set(level.path, "baseline")] }],
      };
    }
  },
});
