import { set } from "../../../edits/change.ts";
import { isSystemNamespace } from "../../../model/namespaces.ts";
import { readsNamespaceLabels } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "unenforced-pod-security",
  title: "A namespace lets any pod in",
  why: "Without these labels the API server creates privileged pods as readily as others: whoever may create a pod in the namespace owns the node it lands on.",
  mayBreak: "Pods that need the node are refused, the next time they are created: try with `warn` and `audit` first.",
  severity: "info",
  references: [
    "CIS Kubernetes 5.2.1",
    "Kubernetes documentation: Pod Security Admission",
    "NSA/CISA Kubernetes Hardening Guide",
  ],
  aliases: {
    kubescape: [
      "C-0192",
      "C-0193",
      "C-0194",
      "C-0195",
      "C-0196",
      "C-0197",
      "C-0198",
      "C-0199",
      "C-0200",
      "C-0201",
      "C-0202",
      "C-0203",
      "C-0204",
    ],
    kyverno: ["psa/add-psa-labels", "psa/add-psa-namespace-reporting"],
    cis_kubernetes: ["5.2.1"],
  },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    if (!readsNamespaceLabels(kubernetesVersion)) return;
    for (const { kind, apiVersion, view, name, nameSpan } of manifest.objects) {
      if (kind !== "Namespace" || apiVersion !== "v1" || name === "" || isSystemNamespace(name)) continue;
      const labels = view.at("metadata", "labels");
      const entries = labels?.entries() ?? [];
      if (entries.some(({ key }) => key === "pod-security.kubernetes.io/enforce" || key.startsWith("$"))) continue;
      const path = [...view.path, "metadata", "labels"];
      yield {
        span: nameSpan,
        message: `Namespace ${name} lets any pod in: it enforces no Pod Security level.`,
        fixes: () => [
          {
            title: "Enforce baseline, and warn of what is not restricted",
            safety: "review",
            changes: [
              set([...path, "pod-security.kubernetes.io/enforce"], "baseline"),
              set([...path, "pod-security.kubernetes.io/warn"], "restricted"),
            ],
          },
        ],
      };
    }
  },
});
