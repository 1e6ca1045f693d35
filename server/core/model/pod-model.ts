import type { Path } from "../edits/change.ts";
import type { ImageFacts } from "../facts/facts.ts";
import { imageFacts } from "../facts/images.ts";
import type { YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import { effectiveField } from "./effective-field.ts";
import type { ImageReference } from "./image-reference.ts";
import type { Container, ContainerList, EffectiveField, KubernetesObject, Pod } from "./kubernetes.ts";
import { parseImageReference } from "./parse-image-reference.ts";
import type { ContainerShape, PodShape } from "./pod-shapes.ts";
import { mapping } from "./pod-shapes.ts";

/** `alone`: the object has no other pod, so that its name names this one. */
export function readPod(object: KubernetesObject, shape: PodShape, alone: boolean): Pod {
  const { spec, metadata, securityContext } = shape;
  const windows = spec.at("os", "name")?.string() === "windows";
  const named = shape.nameView?.text() ? shape.nameView : undefined;
  const containers: Container[] = [];
  const pod: Pod = {
    object,
    spec,
    metadata,
    securityContext,
    containers,
    windows,
    windowsHint: windows || selectsWindows(spec.get("nodeSelector")),
    ownUserNamespace: spec.get("hostUsers")?.boolean() === false,
    get nameSpan() {
      return named?.span ?? (alone ? undefined : containers[0]?.nameSpan) ?? object.nameSpan;
    },
    span: spec.entrySpan,
    place: object.place,
  };
  for (const container of shape.containers) {
    containers.push(new PodContainer(pod, container, named?.text() ?? `${containers.length + 1}`));
  }
  return pod;
}

function selectsWindows(selector: YamlView | undefined): boolean {
  return ["kubernetes.io/os", "beta.kubernetes.io/os"].some((key) => selector?.get(key)?.string() === "windows");
}

const words: Readonly<Record<ContainerList, string>> = {
  containers: "container",
  initContainers: "initContainer",
  ephemeralContainers: "ephemeralContainer",
};

class PodContainer implements Container {
  readonly pod: Pod;
  readonly list: ContainerList;
  readonly view: YamlView;
  readonly name: string;
  readonly nameSpan: Span;
  readonly place: string;
  readonly securityContext: YamlView | undefined;
  readonly imageView: YamlView | undefined;
  private knownImage: { readonly image: ImageReference | undefined } | undefined;
  private knownDropped: readonly string[] | undefined;
  private knownAdded: Container["added"] | undefined;
  private knownPorts: Container["ports"] | undefined;

  /** `unnamed` stands in for the name where there is none: an Argo template's only container, say. */
  constructor(pod: Pod, { list, view }: ContainerShape, unnamed: string) {
    const name = view.get("name")?.text() ? view.get("name") : undefined;
    this.pod = pod;
    this.list = list;
    this.view = view;
    this.securityContext = mapping(view.get("securityContext"));
    this.imageView = view.get("image");
    this.name = name?.text() ?? unnamed;
    this.nameSpan = name?.span ?? this.imageView?.span ?? startOf(view);
    this.place = `${pod.object.place} ${words[list]} ${this.name}`;
  }

  get span(): Span {
    return this.view.entrySpan;
  }

  get path(): Path {
    return this.view.path;
  }

  get image(): ImageReference | undefined {
    if (!this.knownImage) {
      const text = this.imageView?.text();
      this.knownImage = { image: text === undefined ? undefined : parseImageReference(text) };
    }
    return this.knownImage.image;
  }

  get facts(): ImageFacts | undefined {
    return this.image && imageFacts(this.image);
  }

  get dropped(): readonly string[] {
    this.knownDropped ??= capabilities(this, "drop").map(({ name }) => name);
    return this.knownDropped;
  }

  get added(): Container["added"] {
    this.knownAdded ??= capabilities(this, "add");
    return this.knownAdded;
  }

  get ports(): Container["ports"] {
    this.knownPorts ??= (this.view.get("ports")?.items() ?? [])
      .filter((port) => port.kind === "map")
      .map((view) => ({
        containerPort: view.get("containerPort")?.number(),
        hostPort: view.get("hostPort")?.number(),
        view,
      }));
    return this.knownPorts;
  }

  effective(field: "runAsUser" | "runAsGroup"): EffectiveField<number>;
  effective(
    field: "runAsNonRoot" | "allowPrivilegeEscalation" | "privileged" | "readOnlyRootFilesystem",
  ): EffectiveField<boolean>;
  effective(field: "seccompType" | "procMount"): EffectiveField<string>;
  effective(field: Parameters<typeof effectiveField>[1]): EffectiveField<number | boolean | string> {
    return effectiveField(this, field);
  }
}

function capabilities({ securityContext }: Container, list: "add" | "drop"): Container["added"] {
  return (securityContext?.at("capabilities", list)?.items() ?? []).flatMap((view) => {
    const name = view.text();
    return name === undefined ? [] : [{ name, view }];
  });
}

/** A mapping without name and image: its first key, as a token on one line. */
function startOf(view: YamlView): Span {
  const first = view.entries()[0];
  return first?.value.keySpan ?? { start: view.span.start, end: view.span.start };
}
