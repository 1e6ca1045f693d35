import { MadeMap, MadeScalar, MadeSeq, type Origin } from "../syntax/yaml-made-view.ts";
import type { YamlDocument, YamlView } from "../syntax/yaml-view.ts";
import { isJsonPatch, readJsonPatch } from "./json-patch.ts";
import type { KubernetesObject, ManifestDocument } from "./kubernetes.ts";
import { type FoundObject, manifestOf } from "./kubernetes-model.ts";
import { type KustomizePatch, kustomizeFields, kustomizePatches, type PatchTarget } from "./kustomization.ts";
import { parseImageReference } from "./parse-image-reference.ts";
import { podSpecFields } from "./pod-fields.ts";
import { builtinHolder } from "./pod-shapes.ts";

/** Objects that a document lays over others, or has made, in a language of its own. */
export interface LaidObjects {
  /** All of them are partial. No edit leads to what stands in them. */
  readonly manifest: ManifestDocument;
  /** True where a patch takes a setting away, and what is judged is what the API then assumes. */
  isRemoval(start: number): boolean;
}

/** Of a Kustomization its patches, generators and images, or of a JSON patch the object that it is for. */
export function readLaidObjects({ yaml, objects }: ManifestDocument): LaidObjects | undefined {
  const reader = new Reader(yaml);
  if (yaml.root && isJsonPatch(yaml.root)) reader.jsonPatch(yaml.root, yaml.root, undefined);
  for (const object of objects) {
    const fields = kustomizeFields(object);
    if (fields) reader.kustomization(fields, object);
  }
  const { found, removals } = reader;
  if (found.length === 0) return undefined;
  return { manifest: manifestOf(yaml, found), isRemoval: (start) => removals.has(start) };
}

class Reader {
  readonly found: FoundObject[] = [];
  readonly removals = new Set<number>();
  private readonly yaml: YamlDocument;

  constructor(yaml: YamlDocument) {
    this.yaml = yaml;
  }

  kustomization(fields: YamlView, { place }: KubernetesObject): void {
    for (const patch of kustomizePatches(fields, this.yaml)) this.patch(patch);
    const generated = { apiVersion: "v1", partial: true } as const;
    for (const view of generators(fields, "secretGenerator", "stringData", this.yaml.text)) {
      this.found.push({ ...generated, kind: "Secret", view });
    }
    for (const view of generators(fields, "configMapGenerator", "data", this.yaml.text)) {
      this.found.push({ ...generated, kind: "ConfigMap", view });
    }
    const images = fields.get("images");
    if (images?.kind === "seq") {
      this.found.push({ ...generated, kind: "Pod", view: podOf(images), place: `${place} images` });
    }
  }

  private patch({ view, target, documents }: KustomizePatch): void {
    for (const document of documents) {
      if (document.kind === "seq") {
        if (isJsonPatch(document)) this.jsonPatch(document, view, target);
        continue;
      }
      const kind = document.get("kind")?.text() ?? target?.kind;
      const apiVersion = document.get("apiVersion")?.text() ?? target?.apiVersion;
      if (kind && apiVersion) this.found.push({ view: document, kind, apiVersion, partial: true });
    }
  }

  /** `entry` is what a comment above the patch speaks for. */
  jsonPatch(patch: YamlView, entry: YamlView, target: PatchTarget | undefined): void {
    const origin = { span: firstKey(entry), entrySpan: entry.entrySpan };
    const { view, paths, removals } = readJsonPatch(patch, origin);
    const type = typeOf(target, paths);
    if (!type) return;
    for (const start of removals) this.removals.add(start);
    view.values.set("metadata", metadataOf(view, target, origin));
    withContainer(view, type);
    this.found.push({ view, ...type, partial: true });
  }
}

/** A name that is a pattern names nobody. */
function metadataOf(view: MadeMap, target: PatchTarget | undefined, origin: Origin): YamlView {
  const written = view.get("metadata")?.entries() ?? [];
  const metadata = new MadeMap(
    origin,
    written.map(({ key, value }) => [key, value] as const),
  );
  const name = target?.view.get("name");
  if (name && /^[a-z0-9.-]+$/.test(name.text() ?? "")) metadata.values.set("name", name);
  return metadata;
}

/** What a pod sets for all of its containers is judged where one has it, and some container there is. */
function withContainer(view: MadeMap, type: Pick<FoundObject, "apiVersion" | "kind">): void {
  const holder = builtinHolder(type);
  const spec = holder && view.at(...holder, "spec");
  if (!(spec instanceof MadeMap) || spec.get("containers") || !spec.get("securityContext")) return;
  spec.values.set("containers", new MadeSeq(spec, [new MadeMap(spec)]));
}

const versions: ReadonlyMap<string, string> = new Map([
  ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((kind) => [kind, "apps/v1"] as const),
  ...["Job", "CronJob"].map((kind) => [kind, "batch/v1"] as const),
  ...["Pod", "PodTemplate", "ReplicationController", "Service", "Secret", "ConfigMap", "ServiceAccount"].map(
    (kind) => [kind, "v1"] as const,
  ),
  ...["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"].map(
    (kind) => [kind, "rbac.authorization.k8s.io/v1"] as const,
  ),
]);

/** What the target says, or what the paths lead through. Of several kinds the first that is known stands for all. */
function typeOf(
  target: PatchTarget | undefined,
  paths: readonly (readonly string[])[],
): Pick<FoundObject, "apiVersion" | "kind"> | undefined {
  const { kind = "", apiVersion } = target ?? {};
  if (/^\w+$/.test(kind) && apiVersion) return { kind, apiVersion };
  for (const one of kind.split(/[^\w]+/)) {
    const version = versions.get(one);
    if (version) return { kind: one, apiVersion: version };
  }
  // Of another kind nothing is known, whatever its paths look like.
  if (/^\w+$/.test(kind)) return undefined;
  for (const [first, second, third, fourth] of paths) {
    if (first !== "spec") continue;
    if (second === "template" && third === "spec" && podSpecFields.has(fourth ?? "")) {
      return { kind: "Deployment", apiVersion: "apps/v1" };
    }
    if (second === "jobTemplate") return { kind: "CronJob", apiVersion: "batch/v1" };
    if (second !== undefined && podOnly.has(second)) return { kind: "Pod", apiVersion: "v1" };
  }
  return undefined;
}

/** Fields that a spec has in a pod, and hardly anywhere else. */
const podOnly: ReadonlySet<string> = new Set([
  "containers",
  "initContainers",
  "hostNetwork",
  "hostPID",
  "hostIPC",
  "volumes",
  "securityContext",
]);

/** The objects that a generator makes of `KEY=value`; what it reads from files stands elsewhere. */
function* generators(fields: YamlView, list: string, field: string, source: string): Iterable<YamlView> {
  for (const view of fields.get(list)?.items() ?? []) {
    const literals = view.get("literals");
    if (literals?.kind !== "seq") continue;
    const origin = { span: firstKey(view), entrySpan: view.entrySpan };
    const object = (values: ReadonlyMap<string, YamlView>) =>
      new MadeMap(origin, [
        ["metadata", new MadeMap(origin, [["name", view.get("name")]])],
        ["type", view.get("type")],
        [field, new MadeMap(origin, values)],
      ]);
    let values = new Map<string, YamlView>();
    for (const literal of literals.items()) {
      const [key, value] = readLiteral(literal, source) ?? [];
      if (key === undefined || value === undefined) continue;
      // Kustomize takes no key twice; a secret is one in both places.
      if (values.has(key)) {
        yield object(values);
        values = new Map();
      }
      values.set(key, value);
    }
    if (values.size > 0) yield object(values);
  }
}

function readLiteral(view: YamlView, source: string): readonly [string, YamlView] | undefined {
  const text = view.text();
  const equals = text?.indexOf("=") ?? -1;
  if (text === undefined || equals < 1 || view.via !== "own") return undefined;
  const value = unquoted(text.slice(equals + 1));
  const { span, entrySpan } = view;
  const at = value === "" ? -1 : source.slice(span.start, span.end).lastIndexOf(value);
  // What goes over several lines has no span on one: the mark that begins it stands for it.
  const rest = span.end < entrySpan.end ? firstOf(span) : span;
  const valueSpan = at > 0 ? { start: span.start + at, end: span.start + at + value.length } : rest;
  return [text.slice(0, equals), new MadeScalar({ span: valueSpan, entrySpan }, value)];
}

const firstOf = ({ start }: Origin["span"]): Origin["span"] => ({ start, end: start + 1 });

/** Kustomize takes quotes around a literal's value away. */
function unquoted(value: string): string {
  const [quote = ""] = value;
  return /["']/.test(quote) && value.length > 1 && value.endsWith(quote) ? value.slice(1, -1) : value;
}

/** A pod with an image for each that is replaced: what is said of images can be said of them. */
function podOf(images: YamlView): YamlView {
  const origin = { span: images.keySpan, entrySpan: images.entrySpan };
  const containers = images.items().flatMap((item) => {
    const image = readImage(item);
    if (!image) return [];
    const from = { span: firstKey(item), entrySpan: item.entrySpan };
    return [
      new MadeMap(from, [
        ["name", item.get("name")],
        ["image", image],
      ]),
    ];
  });
  return new MadeMap(origin, [["spec", new MadeMap(origin, [["containers", new MadeSeq(origin, containers)]])]]);
}

function readImage(item: YamlView): YamlView | undefined {
  const [name, newName, newTag, digest] = ["name", "newName", "newTag", "digest"].map((key) => {
    const view = item.get(key);
    return view?.text() ? view : undefined;
  });
  const changed = newName ?? digest ?? newTag;
  const image = (newName ?? name)?.text();
  if (!changed || image === undefined) return undefined;
  // Without a tag it is that of the image whose place it takes, and unknown: with a digest nobody asks for it.
  const written = digest || !newTag ? `${image}@${digest?.text() ?? unknownDigest}` : `${image}:${newTag.text()}`;
  const { span, entrySpan } = !digest && newTag?.text() === "latest" ? newTag : changed;
  // Of a word that a script replaces there is nothing to say.
  return parseImageReference(written) && new MadeScalar({ span, entrySpan }, written);
}

const unknownDigest = `sha256:${"0".repeat(64)}`;

/** The key that a mapping begins with, as a token on one line. */
function firstKey(view: YamlView): Origin["span"] {
  const first = view.kind === "seq" ? view.items()[0] : view;
  return first?.entries()[0]?.value.keySpan ?? { start: view.span.start, end: view.span.start };
}
