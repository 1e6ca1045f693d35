import type { KubernetesObject } from "../model/kubernetes.ts";
import { type KustomizePatch, kustomizeFields, kustomizePatches } from "../model/kustomization.ts";
import type { YamlDocument } from "../syntax/yaml-view.ts";
import { folderOf, type Span } from "../text.ts";
import type { KustomizationObject, KustomizationPatch, Place } from "./objects.ts";

/** Undefined for other objects, and for Flux's: what that is laid over, another object says. */
export function kustomizationObject(
  object: KubernetesObject,
  yaml: YamlDocument,
  placeOf: (span: Span) => Place,
): KustomizationObject | undefined {
  const fields = kustomizeFields(object);
  if (fields !== object.view) return undefined;
  const first = fields.entries()[0]?.value.keySpan ?? { start: 0, end: 0 };
  const at = placeOf(first);
  const folder = folderOf(at.path);
  const inFolder = (relative: string) => resolved(folder, relative);
  const lists = ["resources", "bases", "components"].flatMap((key) => fields.get(key)?.items() ?? []);
  return {
    type: "kustomization",
    kind: object.kind,
    name: folder,
    namespace: undefined,
    at,
    includes: lists.flatMap((item) => item.text() ?? []).map(inFolder),
    patches: [...kustomizePatches(fields, yaml)].flatMap((patch) => patchOf(patch, inFolder)),
  };
}

function patchOf(
  { target, documents, file }: KustomizePatch,
  inFolder: (file: string) => string,
): KustomizationPatch[] {
  if (target) return [{ kind: target.kind, name: target.name, file: undefined }];
  if (file !== undefined) return [{ kind: undefined, name: undefined, file: inFolder(file) }];
  return documents.flatMap((document) => {
    const [kind, name] = [document.get("kind")?.text(), document.at("metadata", "name")?.text()];
    return kind && name ? [{ kind, name, file: undefined }] : [];
  });
}

/** `../base` beside `overlays/prod`: `overlays/base`. What stands above all that the host names keeps its dots. */
function resolved(folder: string, relative: string): string {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
