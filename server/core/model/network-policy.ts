import type { YamlView } from "../syntax/yaml-view.ts";
import type { KubernetesObject } from "./kubernetes.ts";

/** What a NetworkPolicy may wall off: the value of `policyTypes` that turns it on, and the fields that belong to it. */
export interface Direction {
  readonly type: "Ingress" | "Egress";
  readonly field: "ingress" | "egress";
  readonly peers: "from" | "to";
}

export const directions: readonly Direction[] = [
  { type: "Ingress", field: "ingress", peers: "from" },
  { type: "Egress", field: "egress", peers: "to" },
];

export const isNetworkPolicy = ({ kind, apiVersion }: KubernetesObject): boolean =>
  kind === "NetworkPolicy" && apiVersion.startsWith("networking.k8s.io/");

/**
 * True where the policy decides on this type of traffic; the rules of the other one are not read. Without types it is about
 * ingress, and about egress where it has rules for that (Kubernetes API reference: NetworkPolicySpec).
 */
export function decidesOn(spec: YamlView | undefined, type: Direction["type"]): boolean {
  const types = (spec?.get("policyTypes")?.items() ?? []).flatMap((item) => item.text() ?? []);
  if (types.length > 0) return types.includes(type) || types.some((text) => text.includes("$"));
  return type === "Ingress" || (spec?.get("egress")?.items().length ?? 0) > 0;
}
