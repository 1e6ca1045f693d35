import type { WorkspaceObject } from "./objects.ts";
import { objectsOfFile } from "./read-objects.ts";
import type { Workspace } from "./surroundings.ts";

/** The objects of many files. The host tells it of files; rules see it through their file's `Surroundings`. */
export class WorkspaceIndex {
  /** False while the host is still reading. */
  complete = true;
  private readonly files = new Map<string, { readonly key: string; readonly objects: readonly WorkspaceObject[] }>();
  private count = 0;
  /** How many of the changes were each file's own. */
  private readonly changes = new Map<string, number>();

  /** With the objects of files that another thread has read. */
  static of(files: Iterable<readonly [string, readonly WorkspaceObject[]]>): WorkspaceIndex {
    const index = new WorkspaceIndex();
    for (const [path, objects] of files) index.keep(path, objects);
    return index;
  }

  /** A file's new text, or undefined where it is gone. True where that changes an object. */
  set(path: string, text: string | undefined): boolean {
    return this.keep(path, text === undefined ? [] : objectsOfFile(path, text));
  }

  /** The objects of each file, as plain data. */
  entries(): readonly (readonly [string, readonly WorkspaceObject[]])[] {
    return [...this.files].map(([path, { objects }]) => [path, objects]);
  }

  paths(): Iterable<string> {
    return this.files.keys();
  }

  /** What a file is judged by. */
  around(path: string): Workspace {
    const { files, count, complete, changes } = this;
    return {
      path,
      revision: count - (changes.get(path) ?? 0),
      complete,
      *objects() {
        for (const { objects } of files.values()) yield* objects;
      },
    };
  }

  /** The same for a file whose objects are known: an analysis has them. */
  keep(path: string, objects: readonly WorkspaceObject[]): boolean {
    const key = objects.length > 0 ? JSON.stringify(objects) : "";
    if ((this.files.get(path)?.key ?? "") === key) return false;
    if (objects.length > 0) this.files.set(path, { key, objects });
    else this.files.delete(path);
    this.count++;
    this.changes.set(path, (this.changes.get(path) ?? 0) + 1);
    return true;
  }
}
