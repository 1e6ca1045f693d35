import type { YamlView } from "../syntax/yaml-view.ts";
import type { ManifestDocument, Pod } from "./kubernetes.ts";

/** The pods that set `field` to true, with the value that does. */
export function* hostNamespace(
  manifest: ManifestDocument,
  field: "hostNetwork" | "hostPID" | "hostIPC",
): Iterable<{ readonly pod: Pod; readonly view: YamlView }> {
  for (const pod of manifest.pods) {
    const view = pod.spec.get(field);
    if (view?.boolean() === true) yield { pod, view };
  }
}
