import type { YamlView } from "../syntax/yaml-view.ts";
import type { Surroundings } from "../workspace/surroundings.ts";
import type { Container } from "./kubernetes.ts";

/**
 * True where a container's limit for a resource stands there, on the pod, or where nobody can tell; and where a LimitRange
 * of the namespace fills it in.
 */
export function isLimited({ view, pod }: Container, resource: string, surroundings: Surroundings): boolean {
  const resources = view.get("resources");
  if (resources && !resources.isNull() && resources.kind !== "map") return true;
  // A pod's own resources are of these kinds only (Kubernetes documentation: pod-level resources).
  const shared = /^(?:cpu|memory|hugepages-.*)$/.test(resource) ? pod.spec.get("resources") : undefined;
  if ([resources, shared].some((one) => isAmount(one?.at("limits", resource)))) return true;
  const { sure, maybe } = surroundings.beside("bounds", pod.object.namespace);
  return [...sure, ...maybe].some(({ defaults }) => defaults.includes(resource));
}

/** Zero is no limit. */
function isAmount(view: YamlView | undefined): boolean {
  return view !== undefined && !view.isNull() && !/^0+[a-zA-Z]*$/.test(view.text() ?? "");
}
