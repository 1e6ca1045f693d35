import { remove } from "../../../edits/change.ts";
import { hostNamespace } from "../../../model/host-namespace.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-pid",
  title: "The pod sees every process of the node",
  why: "Every process of the node can be seen and, as root, entered or killed: environment variables with secrets lie open in /proc.",
  mayBreak: "Monitoring and debugging agents no longer see the node's processes.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "CIS Kubernetes 5.2.3",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-653",
  ],
  aliases: {
    trivy: ["KSV-0010"],
    checkov: ["CKV_K8S_17"],
    kics: ["302736f4-b16c-41b8-befe-c0baffa0bd9d"],
    kube_linter: ["host-pid"],
    polaris: ["hostPIDSet"],
    kubesec: ["HostPID"],
    kubescape: ["C-0038", "C-0275", "C-0194"],
    kyverno: ["pod-security/disallow-host-namespaces"],
    cis_kubernetes: ["5.2.3"],
    gatekeeper: ["pod-security-policy/host-namespaces"],
  },
  podSecurity: { level: "baseline", check: "hostNamespaces", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const { view, pod } of hostNamespace(manifest, "hostPID")) {
      yield {
        span: view.span,
        message: `hostPID: true, so ${pod.object.name || "the pod"} sees every process of the node.`,
        fixes: () => [{ title: "Remove hostPID", safety: "review", changes: [remove(view.path)] }],
      };
    }
  },
});
