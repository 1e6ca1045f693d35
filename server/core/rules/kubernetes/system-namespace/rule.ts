import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "system-namespace",
  title: "A workload lives among the cluster's own",
  why: "Policies and quotas mostly leave kube-system out, and its Secrets and accounts are the cluster's: whoever gets into a pod there is close to them.",
  mayBreak: "Nothing is changed for you: whatever belongs to the workload has to move along.",
  severity: "hint",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-653"],
  aliases: { trivy: ["KSV-0037"], kics: ["611ab018-c4aa-4ba2-b0f6-a448337509a6"] },
  options: {},

  *check(manifest) {
    for (const { view, kind, name, pods } of manifest.objects) {
      const namespace = view.at("metadata", "namespace");
      if (!namespace || !/^kube-(?:system|public|node-lease)$/.test(namespace.text() ?? "")) continue;
      // Only workloads run there; and the parts of the cluster call themselves critical.
      if (pods.length === 0 || pods.every(({ spec }) => /^system-/.test(spec.get("priorityClassName")?.text() ?? "")))
        continue;
      yield {
        span: namespace.span,
        message: `${kind} ${name} lives in ${namespace.text()}, among the cluster's own parts.`,
      };
    }
  },
});
