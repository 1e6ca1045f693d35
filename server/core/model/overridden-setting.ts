import type { YamlView } from "../syntax/yaml-view.ts";
import type { Pod } from "./kubernetes.ts";

const places = {
  runAsUser: ["runAsUser"],
  runAsNonRoot: ["runAsNonRoot"],
  seccompType: ["seccompProfile", "type"],
} as const;

/**
 * The pod's own value of a setting that each of its containers sets for itself: nothing runs with it, but Pod Security
 * judges it as well.
 */
export function overriddenSetting(pod: Pod, field: keyof typeof places): YamlView | undefined {
  const view = pod.securityContext?.at(...places[field]);
  if (!view || view.isNull() || pod.containers.length === 0) return undefined;
  const overridden = pod.containers.every(
    (container) => container.securityContext && sets(container.securityContext, field),
  );
  return overridden ? view : undefined;
}

function sets(securityContext: YamlView, field: keyof typeof places): boolean {
  const view = securityContext.at(...places[field]);
  return view !== undefined && !view.isNull();
}
