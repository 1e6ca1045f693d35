import { remove } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-port",
  title: "A container takes a port of the node",
  why: "The port is open on the node's addresses, where network policies for pods do not reach, and one pod can pose as a service of the node.",
  mayBreak: "Clients that use the node's address have to use a Service.",
  severity: "error",
  references: ["Pod Security Standards: baseline", "CIS Kubernetes 5.2.13", "CWE-668"],
  aliases: {
    trivy: ["KSV-0024"],
    checkov: ["CKV_K8S_26"],
    kics: ["2b1836f1-dcce-416e-8e16-da8c71920633"],
    polaris: ["hostPortSet"],
    kubescape: ["C-0044", "C-0204"],
    kyverno: ["pod-security/disallow-host-ports", "pod-security/disallow-host-ports-range"],
    cis_kubernetes: ["5.2.13"],
    gatekeeper: ["pod-security-policy/host-network-ports"],
  },
  podSecurity: { level: "baseline", check: "hostPorts", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      for (const port of container.ports) {
        const view = port.view.get("hostPort");
        if (!view || !port.hostPort) continue;
        yield {
          span: view.span,
          message: `${container.name} takes port ${port.hostPort} of every node that it runs on.`,
          fixes: () => [{ title: "Remove hostPort", safety: "review", changes: [remove(view.path)] }],
        };
      }
    }
  },
});
