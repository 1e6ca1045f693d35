import type { YamlView } from "../syntax/yaml-view.ts";
import type { Pod } from "./kubernetes.ts";

/** A pod's volumes by name, the first of each name. */
export function volumesOf(pod: Pod): ReadonlyMap<string | undefined, YamlView> {
  let volumes = known.get(pod);
  if (!volumes) {
    const items = pod.spec.get("volumes")?.items() ?? [];
    volumes = new Map(items.toReversed().map((volume) => [volume.get("name")?.text(), volume]));
    known.set(pod, volumes);
  }
  return volumes;
}

/** Each container of a pod asks for all of them. */
const known = new WeakMap<Pod, ReadonlyMap<string | undefined, YamlView>>();
