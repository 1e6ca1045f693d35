import type { Source } from "../analysis.ts";
import type { Place, WorkspaceObject } from "./objects.ts";
import { type Surroundings, surroundingsOf, type Workspace } from "./surroundings.ts";

interface OwnPart {
  readonly text: string;
  objects(path: string): readonly WorkspaceObject[];
}

export interface Known {
  readonly around: Surroundings;
  /** The file's own objects. */
  readonly own: readonly WorkspaceObject[];
  /** Another text whenever something in them has changed. */
  readonly key: string;
}

/** A file's surroundings, kept as long as nothing in them changes. */
export class OwnSurroundings {
  /** By part: its objects, with lines from the part's start, and their text. */
  private objects = new Map<OwnPart, { readonly list: readonly WorkspaceObject[]; readonly key: string }>();
  private last: Known | undefined;

  of(
    { path: shown, text }: Source,
    placed: readonly { readonly start: number; readonly part: OwnPart }[],
    workspace: Workspace | undefined,
  ): Known {
    const path = workspace?.path ?? shown;
    const lines = new LineCount(text);
    const objects: typeof this.objects = new Map();
    const keys = [`${path} ${workspace?.revision} ${workspace?.complete}`];
    const own: WorkspaceObject[] = [];
    for (const { start, part } of placed) {
      const known = objects.get(part) ?? this.objects.get(part) ?? read(part, path);
      objects.set(part, known);
      if (known.list.length === 0) continue;
      const line = lines.before(start);
      keys.push(`${line} ${known.key}`);
      own.push(...known.list.map((object) => moved(object, line)));
    }
    this.objects = objects;
    const key = keys.join("\n");
    if (this.last?.key !== key) this.last = { key, own, around: surroundingsOf(path, own, workspace) };
    return this.last;
  }
}

function read(part: OwnPart, path: string) {
  const list = part.objects(path);
  return { list, key: list.length > 0 ? JSON.stringify(list) : "" };
}

function moved(object: WorkspaceObject, lines: number): WorkspaceObject {
  const lower = <Placed extends { readonly at: Place }>(one: Placed): Placed => ({
    ...one,
    at: { ...one.at, line: one.at.line + lines },
  });
  if (object.type === "role") return lower({ ...object, powers: object.powers.map(lower) });
  if (object.type === "namespace" && object.enforces) return lower({ ...object, enforces: lower(object.enforces) });
  return lower(object);
}

/** Counts lines forwards, each once. */
class LineCount {
  private readonly text: string;
  private at = 0;
  private lines = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Offsets must not go back. */
  before(offset: number): number {
    for (let next = this.text.indexOf("\n", this.at); next >= 0 && next < offset; ) {
      this.lines++;
      this.at = next + 1;
      next = this.text.indexOf("\n", this.at);
    }
    return this.lines;
  }
}
