import { MadeMap, MadeScalar, MadeSeq, type Origin } from "../syntax/yaml-made-view.ts";
import type { YamlView } from "../syntax/yaml-view.ts";

/** What a JSON patch (RFC 6902) makes of an object of which nothing else is known. */
export interface PatchedObject {
  readonly view: MadeMap;
  /** Where the fields are that stand in it, from the first operation on: enough to tell a pod from a Deployment. */
  readonly paths: readonly (readonly string[])[];
  /** What the API assumes for settings that the patch removes, by where the removals stand. */
  readonly removals: ReadonlySet<number>;
}

/** More than anybody writes by hand, and few enough for a keystroke. */
const mostOperations = 1000;
const deepestPath = 32;

/** A sequence of operations, with `op` and `path`. */
export function isJsonPatch(view: YamlView): boolean {
  const items = view.items();
  return items.length > 0 && items.every((item) => item.get("op")?.text() && item.get("path")?.text() !== undefined);
}

/** Values keep their places in the text, so that a finding underlines what the patch says. */
export function readJsonPatch(patch: YamlView, origin: Origin): PatchedObject {
  const view = new MadeMap(origin);
  const paths: (readonly string[])[] = [];
  const removals = new Set<number>();
  for (const operation of patch.items().slice(0, mostOperations)) {
    const path = operation.get("path");
    const keys = keysOf(path?.text() ?? "");
    if (!path || keys.length === 0 || keys.length > deepestPath) continue;
    const from = { span: path.span, entrySpan: operation.entrySpan };
    const op = operation.get("op")?.text();
    const value = operation.get("value");
    if ((op === "add" || op === "replace") && value) put(view, keys, value, from, op === "add");
    else if (op === "remove") {
      take(view, keys);
      const assumed = assumedWithout(keys, from);
      if (assumed) {
        put(view, keys, assumed, from);
        removals.add(from.span.start);
      }
    } else continue;
    paths.push(keys);
  }
  return { view, paths, removals };
}

/** `/metadata/annotations/a~1b` leads to the annotation `a/b`. */
function keysOf(path: string): readonly string[] {
  if (!path.startsWith("/")) return [];
  return path
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

type Made = MadeMap | MadeSeq;

const isMade = (view: YamlView | undefined): view is Made => view instanceof MadeMap || view instanceof MadeSeq;

function put(root: Made, keys: readonly string[], value: YamlView, from: Origin, inserts = false): void {
  let holder = root;
  for (const [depth, key] of keys.entries()) {
    const at = key === "-" ? `-${holder.values.size}` : key;
    const known = holder.values.get(at);
    const named = containerLists.has(keys[depth - 1] ?? "") && isIndex(key) ? `${keys[depth - 1]}/${key}` : undefined;
    if (depth === keys.length - 1) {
      holder.values.set(at, named !== undefined && value.kind === "map" ? opened(value, "", named, from) : value);
      // The item that stood there has only moved on.
      if (inserts && known && holder instanceof MadeSeq) holder.values.set(`-${holder.values.size}`, known);
      return;
    }
    const next = isMade(known) ? known : opened(known, keys[depth + 1] ?? "", named, from);
    holder.values.set(at, next);
    holder = next;
  }
}

/**
 * A map or a sequence that can be added to: of what an earlier operation has put there, or empty. A container that is
 * only known by its place is called by it.
 */
function opened(known: YamlView | undefined, below: string, name: string | undefined, from: Origin): Made {
  if (known?.kind === "seq") return new MadeSeq(known, known.items());
  if (known?.kind !== "map" && isIndex(below)) return new MadeSeq(from);
  const entries = known?.entries() ?? [];
  const made = new MadeMap(
    known?.kind === "map" ? known : from,
    entries.map(({ key, value }) => [key, value] as const),
  );
  if (name !== undefined && !made.values.has("name")) made.values.set("name", new MadeScalar(from, name));
  return made;
}

const containerLists: ReadonlySet<string> = new Set(["containers", "initContainers", "ephemeralContainers"]);

const isIndex = (key: string): boolean => key === "-" || /^\d{1,4}$/.test(key);

function take(root: Made, keys: readonly string[]): void {
  let holder: Made | undefined = root;
  for (const key of keys.slice(0, -1)) {
    const next: YamlView | undefined = holder?.values.get(key);
    holder = isMade(next) ? next : undefined;
  }
  holder?.values.delete(keys.at(-1) ?? "");
}

/** What the API assumes where nobody says it, for the protections of a container. */
const assumptions: readonly (readonly [string, boolean | string])[] = [
  ["allowPrivilegeEscalation", true],
  ["readOnlyRootFilesystem", false],
  ["runAsNonRoot", false],
];

/** Undefined where what is removed protected nothing, or nobody knows whether it did. */
function assumedWithout(keys: readonly string[], from: Origin): YamlView | undefined {
  const at = keys.lastIndexOf("securityContext");
  if (at < 0) return undefined;
  const ofContainer = containerLists.has(keys[at - 2] ?? "");
  const known = ofContainer ? assumptions : assumptions.filter(([field]) => field === "runAsNonRoot");
  const scalar = (value: boolean | string) => new MadeScalar(from, value);
  const [field, ...below] = keys.slice(at + 1);
  if (field === undefined)
    return new MadeMap(
      from,
      known.map(([name, value]) => [name, scalar(value)] as const),
    );
  if (field === "seccompProfile" && below.length === 0) return new MadeMap(from, [["type", scalar("Unconfined")]]);
  if (ofContainer && field === "capabilities") {
    if (below.length === 0) return new MadeMap(from, [["drop", new MadeSeq(from)]]);
    return below.length === 1 && below[0] === "drop" ? new MadeSeq(from) : undefined;
  }
  const value = below.length === 0 ? known.find(([name]) => name === field)?.[1] : undefined;
  return value === undefined ? undefined : scalar(value);
}
