import type { Path } from "../edits/change.ts";
import type { ImageFacts } from "../facts/facts.ts";
import type { YamlDocument, YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import type { Block } from "./block.ts";
import type { ImageReference } from "./image-reference.ts";

/** One YAML document of a manifest (or one JSON file) with all objects in it: a `List` holds several. */
export interface ManifestDocument {
  readonly yaml: YamlDocument;
  readonly objects: readonly KubernetesObject[];
  /** Every pod of every object. */
  readonly pods: readonly Pod[];
  /** Every container of every pod. */
  readonly containers: readonly Container[];
  /** Without patches and overlays: what is absent there may stand elsewhere, so absence is never reported of them. */
  readonly whole: Whole;
}

export type Whole = Pick<ManifestDocument, "objects" | "pods" | "containers">;

export interface KubernetesObject extends Block {
  readonly view: YamlView;
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`, or `metadata.generateName`; empty where neither stands. */
  readonly name: string;
  readonly namespace: string | undefined;
  /** Where to report what the object as a whole lacks: the value of `metadata.name`, else of `kind`. */
  readonly nameSpan: Span;
  readonly pods: readonly Pod[];
  /** A patch or an overlay of what stands elsewhere. */
  readonly partial: boolean;
}

/** A pod spec, found by its shape: in a built-in workload, a List, or any custom resource that embeds a pod template. */
export interface Pod extends Block {
  readonly object: KubernetesObject;
  /** The mapping that is a PodSpec. */
  readonly spec: YamlView;
  /** `spec.securityContext`, where it stands. */
  readonly securityContext: YamlView | undefined;
  /** The pod's own metadata (of the template, or of the Pod itself). */
  readonly metadata: YamlView | undefined;
  readonly containers: readonly Container[];
  /** `spec.os.name` is windows (a nodeSelector for Windows counts for what Linux-only rules should leave alone, see `windowsHint`). */
  readonly windows: boolean;
  readonly windowsHint: boolean;
  /** `hostUsers: false`: the pod has a user namespace of its own. */
  readonly ownUserNamespace: boolean;
  /** Where to report what the pod as a whole lacks. */
  readonly nameSpan: Span;
}

export type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

export interface Container extends Block {
  readonly pod: Pod;
  readonly list: ContainerList;
  readonly view: YamlView;
  readonly path: Path;
  readonly name: string;
  /** The value of `name`, else of `image`, else the item's start: where to report what the container lacks. */
  readonly nameSpan: Span;
  readonly securityContext: YamlView | undefined;
  readonly image: ImageReference | undefined;
  readonly imageView: YamlView | undefined;
  readonly facts: ImageFacts | undefined;
  /** The value in force, and where it was set: container before pod before the API's default. */
  effective(field: "runAsUser" | "runAsGroup"): EffectiveField<number>;
  effective(
    field: "runAsNonRoot" | "allowPrivilegeEscalation" | "privileged" | "readOnlyRootFilesystem",
  ): EffectiveField<boolean>;
  effective(field: "seccompType" | "procMount"): EffectiveField<string>;
  /** `capabilities.drop` and `.add`, names as written. */
  readonly dropped: readonly string[];
  readonly added: readonly { readonly name: string; readonly view: YamlView }[];
  readonly ports: readonly {
    readonly containerPort: number | undefined;
    readonly hostPort: number | undefined;
    readonly view: YamlView;
  }[];
}

/** `from: "default"`: nobody set it, and `value` is what the API server assumes (undefined where it assumes nothing). */
export interface EffectiveField<Value> {
  readonly value: Value | undefined;
  readonly from: "container" | "pod" | "default";
  readonly view: YamlView | undefined;
}
