import type { YamlDocument, YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import type { Container, KubernetesObject, ManifestDocument, Pod, Whole } from "./kubernetes.ts";
import { isPatch } from "./kubernetes-patch.ts";
import { readPod } from "./pod-model.ts";
import { findPods } from "./pod-shapes.ts";

/**
 * Total and lazy: pods and containers are looked for when somebody asks for them. `implied` is what a document is that
 * does not say it.
 */
export function readManifest(yaml: YamlDocument, implied?: Pick<FoundObject, "kind" | "apiVersion">): ManifestDocument {
  const found: FoundObject[] = [];
  if (yaml.root) collectObjects(yaml.root, 0, found, implied);
  return new Manifest(yaml, found);
}

/** A manifest of objects that somebody else has found. */
export const manifestOf = (yaml: YamlDocument, objects: readonly FoundObject[]): ManifestDocument =>
  new Manifest(yaml, objects);

/** Beyond these a list is not a manifest that somebody writes. */
const mostObjects = 10_000;
const deepestList = 4;

export interface FoundObject {
  readonly view: YamlView;
  readonly kind: string;
  readonly apiVersion: string;
  /** It is known to be laid over another. */
  readonly partial?: true;
  /** Instead of its kind and name. */
  readonly place?: string;
}

/** `implied`: what a typed list says of its items, which need not say it again. */
function collectObjects(
  view: YamlView,
  depth: number,
  found: FoundObject[],
  implied?: Pick<FoundObject, "kind" | "apiVersion">,
): void {
  if (found.length >= mostObjects) return;
  const own = { kind: view.get("kind")?.text(), apiVersion: view.get("apiVersion")?.text() };
  const kind = own.kind || (own.apiVersion ? undefined : implied?.kind);
  const apiVersion = own.apiVersion || (own.kind ? undefined : implied?.apiVersion);
  if (!kind || !apiVersion) return;
  const items = listedObjects(view, kind);
  const typed =
    kind.endsWith("List") && kind !== "List" ? { kind: kind.slice(0, -"List".length), apiVersion } : undefined;
  if (!items) found.push({ view, kind, apiVersion });
  else if (depth < deepestList) for (const item of items) collectObjects(item, depth + 1, found, typed);
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
  private knownWhole: Whole | undefined;

  constructor(yaml: YamlDocument, objects: readonly FoundObject[]) {
    this.yaml = yaml;
    this.objects = objects.map((object) => new ManifestObject(object));
  }

  get pods(): readonly Pod[] {
    this.knownPods ??= this.objects.flatMap((object) => object.pods);
    return this.knownPods;
  }

  get containers(): readonly Container[] {
    this.knownContainers ??= this.pods.flatMap((pod) => pod.containers);
    return this.knownContainers;
  }

  get whole(): Whole {
    this.knownWhole ??= this.objects.some((object) => object.partial) ? wholeOf(this.objects) : this;
    return this.knownWhole;
  }
}

function wholeOf(all: readonly ManifestObject[]): Whole {
  const objects = all.filter((object) => !object.partial);
  const pods = objects.flatMap((object) => object.pods);
  return { objects, pods, containers: pods.flatMap((pod) => pod.containers) };
}

class ManifestObject implements KubernetesObject {
  readonly view: YamlView;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly nameSpan: Span;
  readonly place: string;
  private readonly laid: boolean;
  private known: { readonly pods: readonly Pod[]; readonly partial: boolean } | undefined;

  constructor({ view, kind, apiVersion, partial, place }: FoundObject) {
    const metadata = view.get("metadata");
    const named = [metadata?.get("name"), metadata?.get("generateName")].find((one) => one?.text());
    this.view = view;
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.name = named?.text() ?? "";
    this.namespace = metadata?.get("namespace")?.text();
    this.nameSpan = (named ?? view.get("kind") ?? view).span;
    this.place = place ?? (this.name ? `${this.kind}/${this.name}` : this.kind);
    this.laid = partial ?? false;
  }

  get span(): Span {
    return this.view.entrySpan;
  }

  get pods(): readonly Pod[] {
    return this.read().pods;
  }

  get partial(): boolean {
    return this.read().partial;
  }

  private read(): { readonly pods: readonly Pod[]; readonly partial: boolean } {
    if (!this.known) {
      const shapes = findPods(this);
      const pods = shapes.map((shape) => readPod(this, shape, shapes.length === 1));
      this.known = { pods, partial: this.laid || isPatch(this, shapes) };
    }
    return this.known;
  }
}
