import { remove, set } from "../../../edits/change.ts";
import { type Service, servicesOf } from "../../../model/services.ts";
import { type Fix, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "node-port",
  title: "A Service opens a port on every node",
  why: "The port is open on all addresses of all nodes, past every Ingress and its rules; whoever reaches a node reaches the program.",
  mayBreak: "Clients that use a node's address and port have to come through an Ingress, a Gateway or a load balancer.",
  severity: "info",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-668"],
  aliases: {
    kics: ["845acfbe-3e10-4b8e-b656-3b404d36dfb2"],
    kube_linter: ["exposed-services"],
    kube_score: ["service-type"],
    kyverno: ["best-practices/restrict-nodeport"],
    gatekeeper: ["general/block-nodeport-services"],
  },
  options: {},

  *check(manifest) {
    for (const service of servicesOf(manifest, "NodePort")) {
      const { object, typeView } = service;
      if (!typeView) continue;
      yield {
        span: typeView.span,
        message: `Service ${object.name} opens a port on every node of the cluster.`,
        fixes: () => [closed(service)],
      };
    }
  },
});

function closed({ spec, typeView }: Service): Fix {
  const ports = (spec.get("ports")?.items() ?? []).flatMap((port) => port.get("nodePort") ?? []);
  return {
    title: "Keep the Service inside of the cluster",
    safety: "review",
    changes: [set(typeView?.path ?? [], "ClusterIP"), ...ports.map(({ path }) => remove(path))],
  };
}
