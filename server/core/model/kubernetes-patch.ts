import type { YamlView } from "../syntax/yaml-view.ts";
import type { KubernetesObject } from "./kubernetes.ts";
import { builtinHolder, type PodShape } from "./pod-shapes.ts";

/** True where the object only lays something over what stands elsewhere, so that nothing absent can be held against it. */
export function isPatch(
  object: Pick<KubernetesObject, "view" | "apiVersion" | "kind">,
  pods: readonly PodShape[],
): boolean {
  if (pods.length === 0) return isDirective(object.view) || builtinHolder(object) !== undefined;
  return isDirective(object.view) || isBareTemplate(object) || pods.some((pod) => isPartialPod(pod, object));
}

/** A strategic merge patch says what to do with a mapping: `$patch: delete`, `$retainKeys`, `$setElementOrder/…`. */
function isDirective(view: YamlView | undefined): boolean {
  return view?.kind === "map" && view.entries().some(({ key }) => key.startsWith("$"));
}

/** Without a selector the API server refuses a workload; one that has a template and nothing else is meant to be merged. */
function isBareTemplate({ view, apiVersion }: Pick<KubernetesObject, "view" | "apiVersion">): boolean {
  if (apiVersion !== "apps/v1") return false;
  const spec = view.get("spec");
  if (spec?.kind !== "map" || spec.entries().some(({ key }) => key !== "template")) return false;
  return spec.at("template", "metadata", "labels") === undefined;
}

function isPartialPod(pod: PodShape, object: Pick<KubernetesObject, "view" | "kind">): boolean {
  if (pod.origin === "argo") return false;
  if (pod.origin === "tekton") return true;
  if (isDirective(pod.spec) || pod.containers.some(({ view }) => isDirective(view))) return true;
  const main = pod.containers.filter(({ list }) => list === "containers");
  if (pod.origin === "embedded") return main.length === 0 || main.some(({ view }) => !view.get("image"));
  // Nobody patches a bare Pod by name, but kubeadm has nameless patches for its static ones.
  if (object.kind === "Pod" && object.view.at("metadata", "name")) return false;
  return main.every(({ view }) => !view.get("image"));
}
