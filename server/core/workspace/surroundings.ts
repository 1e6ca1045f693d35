import { groupBy } from "../group-by.ts";
import { folderOf } from "../text.ts";
import type { ObjectOf, ObjectType, WorkspaceObject } from "./objects.ts";

/** What a file is judged by beside its own text: the objects of all other files that the host knows. */
export interface Workspace {
  /** What the host calls the file that is judged. */
  readonly path: string;
  /** Another number whenever an object of another file has changed. */
  readonly revision: number;
  /** False while files are still being read: then what nobody has found may yet be there. */
  readonly complete: boolean;
  objects(): Iterable<WorkspaceObject>;
}

/** The objects around a document: of its own file, and of the workspace's other files. */
export interface Surroundings {
  /** What the file that is judged is called among its objects' places. */
  readonly path: string;
  readonly complete: boolean;
  all<Type extends ObjectType>(type: Type): readonly ObjectOf<Type>[];
  named<Type extends ObjectType>(type: Type, name: string): readonly ObjectOf<Type>[];
  /**
   * Objects of the same namespace; where the asking object does not name one, those of its folder that do not either.
   * `maybe`: they stand in its folder and name none, so that whoever applies them decides.
   */
  beside<Type extends ObjectType>(type: Type, namespace: string | undefined): Beside<ObjectOf<Type>>;
}

export interface Beside<Found> {
  readonly sure: readonly Found[];
  readonly maybe: readonly Found[];
}

export function surroundingsOf(
  path: string,
  own: readonly WorkspaceObject[],
  workspace: Workspace | undefined,
): Surroundings {
  const folder = folderOf(path);
  let known: ReadonlyMap<ObjectType, readonly WorkspaceObject[]> | undefined;
  const names = new Map<ObjectType, ReadonlyMap<string, readonly WorkspaceObject[]>>();
  const groups = new Map<ObjectType, ReadonlyMap<string | undefined, readonly WorkspaceObject[]>>();

  function all<Type extends ObjectType>(type: Type): readonly ObjectOf<Type>[] {
    known ??= groupBy([...own, ...foreign(workspace)], (object) => object.type);
    return (known.get(type) ?? []) as readonly ObjectOf<Type>[];
  }

  function inNamespace<Type extends ObjectType>(type: Type, namespace: string | undefined): readonly ObjectOf<Type>[] {
    let group = groups.get(type);
    if (!group) {
      const asked = all(type).filter((one) => namespaceOf(one) !== undefined || folderOf(one.at.path) === folder);
      group = groupBy<string | undefined, WorkspaceObject>(asked, namespaceOf);
      groups.set(type, group);
    }
    return (group.get(namespace) ?? []) as readonly ObjectOf<Type>[];
  }

  function named<Type extends ObjectType>(type: Type, name: string): readonly ObjectOf<Type>[] {
    let group = names.get(type);
    if (!group) {
      group = groupBy<string, WorkspaceObject>(all(type), (one) => one.name);
      names.set(type, group);
    }
    return (group.get(name) ?? []) as readonly ObjectOf<Type>[];
  }

  return {
    path,
    named,
    complete: workspace?.complete ?? false,
    all,
    beside: (type, namespace) => ({
      sure: [...inNamespace(type, namespace), ...inNamespace(type, everywhere)],
      maybe: namespace === undefined ? [] : inNamespace(type, undefined),
    }),
  };
}

/** No namespace has this name. */
const everywhere = "*";

function namespaceOf(object: WorkspaceObject): string | undefined {
  return object.type === "network-policy" && object.everywhere ? everywhere : object.namespace;
}

function* foreign(workspace: Workspace | undefined): Iterable<WorkspaceObject> {
  if (!workspace) return;
  for (const object of workspace.objects()) if (object.at.path !== workspace.path) yield object;
}
