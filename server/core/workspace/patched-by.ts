import type { KubernetesObject } from "../model/kubernetes.ts";
import type { KustomizationObject, KustomizationPatch } from "./objects.ts";
import type { Surroundings } from "./surroundings.ts";

/** The kustomizations that take an object from its file, at first or second hand, and patch it. */
export function patchedBy(
  { kind, name }: Pick<KubernetesObject, "kind" | "name">,
  surroundings: Surroundings,
): readonly string[] {
  const all = surroundings.all("kustomization");
  if (all.length === 0) return [];
  const names = (patch: KustomizationPatch): boolean =>
    patch.file === undefined
      ? matches(patch.kind, kind) && matches(patch.name, name)
      : surroundings.named("patch", name).some((one) => one.kind === kind && one.at.path === patch.file);
  const paths = [...reaching(surroundings.path, all)].filter(({ patches }) => patches.some(names));
  return [...new Set(paths.map(({ at }) => at.path))].sort();
}

function reaching(path: string, all: readonly KustomizationObject[]): ReadonlySet<KustomizationObject> {
  const including = new Map<string, KustomizationObject[]>();
  const inFolder = new Map<string, KustomizationObject[]>();
  const put = (map: typeof including, key: string, one: KustomizationObject) => {
    const list = map.get(key);
    if (list) list.push(one);
    else map.set(key, [one]);
  };
  for (const one of all) {
    put(inFolder, one.name, one);
    for (const included of one.includes) put(including, included, one);
  }
  const found = new Set(including.get(path));
  // A set goes on over what is added to it on the way.
  for (const { name } of found) for (const above of including.get(name) ?? []) found.add(above);
  // A component patches what those hold that include it.
  const reached = new Set(found);
  for (const one of reached) {
    for (const included of one.includes) {
      for (const below of inFolder.get(included) ?? []) if (below.kind === "Component") reached.add(below);
    }
  }
  return reached;
}

/** Kustomize takes a target's words for expressions that match the whole; of all but the simplest any may match. */
function matches(wanted: string | undefined, word: string): boolean {
  if (wanted === undefined || !/^[\w.|-]+$/.test(wanted)) return true;
  return wanted.split("|").includes(word);
}
