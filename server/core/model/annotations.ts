import type { YamlView } from "../syntax/yaml-view.ts";
import type { KubernetesObject } from "./kubernetes.ts";

export interface Annotation {
  readonly key: string;
  /** As text; empty where it is none. */
  readonly value: string;
  readonly view: YamlView;
}

export function annotationsOf({ view }: Pick<KubernetesObject, "view">): readonly Annotation[] {
  return (view.at("metadata", "annotations")?.entries() ?? []).map(({ key, value }) => ({
    key,
    value: value.text() ?? "",
    view: value,
  }));
}
