import { documentsIn } from "../syntax/yaml-in-text.ts";
import type { YamlDocument, YamlView } from "../syntax/yaml-view.ts";

/** Kustomize reads a file of one of these names, whether or not it says what it is. */
export const isKustomizationName = (path: string): boolean =>
  /^(?:kustomization\.ya?ml|Kustomization)$/.test(path.slice(path.lastIndexOf("/") + 1));

/** What a Kustomization is where it does not say so. */
export const impliedKustomization = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" } as const;

interface Typed {
  readonly view: YamlView;
  readonly apiVersion: string;
  readonly kind: string;
}

/** Where Kustomize's fields stand: in the file itself, or in the spec of Flux's object of that name. */
export function kustomizeFields({ view, apiVersion, kind }: Typed): YamlView | undefined {
  if (apiVersion.startsWith("kustomize.toolkit.fluxcd.io/") && kind === "Kustomization") return view.get("spec");
  const own = apiVersion.startsWith("kustomize.config.k8s.io/") && (kind === "Kustomization" || kind === "Component");
  return own ? view : undefined;
}

/** Which objects a patch is for; undefined where it is for all that its other conditions let through. */
export interface PatchTarget {
  readonly view: YamlView;
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}

export interface KustomizePatch {
  /** The entry, or the document where one string holds several. */
  readonly view: YamlView;
  readonly target: PatchTarget | undefined;
  /** What stands in the file itself. */
  readonly documents: readonly YamlView[];
  /** Where it stands in a file of its own. */
  readonly file: string | undefined;
}

export function* kustomizePatches(fields: YamlView, { text }: YamlDocument): Iterable<KustomizePatch> {
  for (const list of ["patches", "patchesJson6902", "patchesStrategicMerge"]) {
    for (const view of fields.get(list)?.items() ?? []) {
      const target = readTarget(view.get("target"));
      const held = view.kind === "scalar" ? view : view.get("patch");
      const documents = held ? documentsIn(held, text).filter(({ kind }) => kind !== "scalar") : [];
      const file = documents.length > 0 ? undefined : (view.kind === "scalar" ? view : view.get("path"))?.text();
      yield { view, target, documents, file: file?.includes("\n") ? undefined : file };
    }
  }
}

function readTarget(view: YamlView | undefined): PatchTarget | undefined {
  if (view?.kind !== "map") return undefined;
  const [group, version] = [view.get("group")?.text(), view.get("version")?.text()];
  const read = (key: string) => view.get(key)?.text() || undefined;
  return {
    view,
    apiVersion: version && (group ? `${group}/${version}` : version),
    kind: read("kind"),
    name: read("name"),
    namespace: read("namespace"),
  };
}
