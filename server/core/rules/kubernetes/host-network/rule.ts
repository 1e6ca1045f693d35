import { type Change, remove } from "../../../edits/change.ts";
import { hostNamespace } from "../../../model/host-namespace.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { loopbackProbes } from "../../../model/loopback-probes.ts";
import { kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "host-network",
  title: "The pod shares the node's network",
  why: "The pod sees the node's network: it can listen to traffic, reach services bound to the node's loopback, and get past network policies.",
  mayBreak:
    "What listens on the node's own addresses, such as node agents and some ingress controllers, is no longer reached there.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "CIS Kubernetes 5.2.5",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-653",
  ],
  aliases: {
    trivy: ["KSV-0009"],
    checkov: ["CKV_K8S_19"],
    kics: ["6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a"],
    kube_linter: ["host-network"],
    polaris: ["hostNetworkSet"],
    kubesec: ["HostNetwork"],
    kubescape: ["C-0041", "C-0196"],
    kyverno: ["pod-security/disallow-host-namespaces"],
    cis_kubernetes: ["5.2.5"],
    gatekeeper: ["pod-security-policy/host-network-ports"],
  },
  podSecurity: { level: "baseline", check: "hostNamespaces", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const { view, pod } of hostNamespace(manifest, "hostNetwork")) {
      yield {
        span: view.span,
        message: `hostNetwork: true, so ${pod.object.name || "the pod"} shares the node's network.`,
        fixes: () => [{ title: "Remove hostNetwork", safety: "review", changes: changes(pod, view) }],
      };
    }
  },
});

/** The loopback of a pod with a network of its own is out of the kubelet's reach: its probes go to the pod's address. */
const changes = (pod: Pod, { path }: YamlView): readonly Change[] => [
  remove(path),
  ...loopbackProbes(pod).map((host) => remove(host.path)),
];
