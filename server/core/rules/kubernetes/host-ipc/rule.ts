import { remove } from "../../../edits/change.ts";
import { hostNamespace } from "../../../model/host-namespace.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-ipc",
  title: "The pod shares the node's memory segments",
  why: "The pod can read and write the shared memory and semaphores of all processes on the node, other tenants' included.",
  mayBreak: "Programs that exchange data with the node through shared memory stop working.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "CIS Kubernetes 5.2.4",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-653",
  ],
  aliases: {
    trivy: ["KSV-0008"],
    checkov: ["CKV_K8S_18"],
    kics: ["cd290efd-6c82-4e9d-a698-be12ae31d536"],
    kube_linter: ["host-ipc"],
    polaris: ["hostIPCSet"],
    kubesec: ["HostIPC"],
    kubescape: ["C-0038", "C-0276", "C-0195"],
    kyverno: ["pod-security/disallow-host-namespaces"],
    cis_kubernetes: ["5.2.4"],
    gatekeeper: ["pod-security-policy/host-namespaces"],
  },
  podSecurity: { level: "baseline", check: "hostNamespaces", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const { view, pod } of hostNamespace(manifest, "hostIPC")) {
      yield {
        span: view.span,
        message: `hostIPC: true, so ${pod.object.name || "the pod"} shares the node's memory segments.`,
        fixes: () => [{ title: "Remove hostIPC", safety: "review", changes: [remove(view.path)] }],
      };
    }
  },
});
