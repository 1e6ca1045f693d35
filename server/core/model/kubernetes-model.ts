import type { YamlDocument, YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import type { Container, KubernetesObject, ManifestDocument, Pod } from "./kubernetes.ts";
import { isPatch } from "./kubernetes-patch.ts";
import { readPod } from "./pod-model.ts";
import { findPods } from "./pod-shapes.ts";

/** Total and lazy: pods and containers are looked for when somebody asks for them. */
export function readManifest(yaml: YamlDocument): ManifestDocument {
  const found: YamlView[] = [];
  if (yaml.root) collectObjects(yaml.root, 0, found);
  return new Manifest(yaml, found);
}

/** Beyond these a list is not a manifest that somebody writes. */
const mostObjects = 10_000;
const deepestList = 4;

function collectObjects(view: YamlView, depth: number, found: YamlView[]): void {
  if (found.length >= mostObjects) return;
  const kind = view.get("kind")?.text();
  if (!kind || !view.get("apiVersion")?.text()) return;
  const items = listedObjects(view, kind);
  if (!items) found.push(view);
  else if (depth < deepestList) for (const item of items) collectObjects(item, depth + 1, found);
}

/** The items of a `List`, of a typed list, or of an OpenShift template. */
function listedObjects(view: YamlView, kind: string): readonly YamlView[] | undefined {
  if (!kind.endsWith("List") && kind !== "Template") return;
  const items = view.get(kind === "Template" ? "objects" : "items");
  return items?.kind === "seq" ? items.items() : undefined;
}

class Manifest implements ManifestDocument {
  readonly yaml: YamlDocument;
  readonly objects: readonly ManifestObject[];
  private knownPods: readonly Pod[] | undefined;
  private knownContainers: readonly Container[] | undefined;
  private knownPartial: boolean | undefined;

  constructor(yaml: YamlDocument, objects: readonly YamlView[]) {
    this.yaml = yaml;
    this.objects = objects.map((view) => new ManifestObject(view));
  }

  get pods(): readonly Pod[] {
    this.knownPods ??= this.objects.flatMap((object) => object.pods);
    return this.knownPods;
  }

  get containers(): readonly Container[] {
    this.knownContainers ??= this.pods.flatMap((pod) => pod.containers);
    return this.knownContainers;
  }

  get partial(): boolean {
    this.knownPartial ??= this.objects.some((object) => object.partial);
    return this.knownPartial;
  }
}

class ManifestObject implements KubernetesObject {
  readonly view: YamlView;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly nameSpan: Span;
  readonly place: string;
  private known: { readonly pods: readonly Pod[]; readonly partial: boolean } | undefined;

  constructor(view: YamlView) {
    const metadata = view.get("metadata");
    const named = [metadata?.get("name"), metadata?.get("generateName")].find((one) => one?.text());
    this.view = view;
    this.apiVersion = view.get("apiVersion")?.text() ?? "";
    this.kind = view.get("kind")?.text() ?? "";
    this.name = named?.text() ?? "";
    this.namespace = metadata?.get("namespace")?.text();
    this.nameSpan = (named ?? view.get("kind") ?? view).span;
    this.place = this.name ? `${this.kind}/${this.name}` : this.kind;
  }

  get span(): Span {
    return this.view.entrySpan;
  }

  get pods(): readonly Pod[] {
    return this.read().pods;
  }

  /** True where this is a patch or an overlay of what stands elsewhere. */
  get partial(): boolean {
    return this.read().partial;
  }

  private read(): { readonly pods: readonly Pod[]; readonly partial: boolean } {
    if (!this.known) {
      const shapes = findPods(this);
      const pods = shapes.map((shape) => readPod(this, shape, shapes.length === 1));
      this.known = { pods, partial: isPatch(this, shapes) };
    }
    return this.known;
  }
}
