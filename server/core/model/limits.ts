import type { YamlView } from "../syntax/yaml-view.ts";
import type { Container } from "./kubernetes.ts";

/** True where a container's limit for a resource stands there, on the pod, or where nobody can tell. */
export function isLimited({ view, pod }: Container, resource: string): boolean {
  const resources = view.get("resources");
  if (resources && !resources.isNull() && resources.kind !== "map") return true;
  return [resources, pod.spec.get("resources")].some((one) => isAmount(one?.at("limits", resource)));
}

/** Zero is no limit. */
function isAmount(view: YamlView | undefined): boolean {
  return view !== undefined && !view.isNull() && !/^0+[a-zA-Z]*$/.test(view.text() ?? "");
}
