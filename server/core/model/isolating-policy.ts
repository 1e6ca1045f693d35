import type { Json } from "../edits/change.ts";
import type { Pod } from "./kubernetes.ts";
import { type Labels, readLabels } from "./label-selector.ts";

/**
 * A NetworkPolicy that lets only pods of the same namespace reach the pod, on the ports that its containers name.
 * Undefined where no label tells the pod from others.
 */
export function isolatingPolicy(pod: Pod): { readonly [key: string]: Json } | undefined {
  const { name, namespace, view } = pod.object;
  const labels = readLabels(view.at("spec", "selector", "matchLabels")) ?? {};
  const selected = Object.keys(labels).length > 0 ? labels : readLabels(pod.metadata?.get("labels"));
  if (!selected || Object.keys(selected).length === 0 || name === "") return undefined;
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    spec: { podSelector: { matchLabels: stringsOf(selected) }, policyTypes: ["Ingress"], ...ingress(pod) },
  };
}

function ingress(pod: Pod): { readonly [key: string]: Json } {
  const ports = pod.containers
    .filter(({ list }) => list === "containers")
    .flatMap((container) => container.ports)
    .flatMap(({ containerPort, view }) => {
      const protocol = view.get("protocol")?.text() ?? "TCP";
      return containerPort === undefined ? [] : [{ port: containerPort, protocol }];
    });
  return ports.length > 0 ? { ingress: [{ from: [{ podSelector: {} }], ports }] } : {};
}

const stringsOf = (labels: Labels): { readonly [key: string]: Json } => ({ ...labels });
