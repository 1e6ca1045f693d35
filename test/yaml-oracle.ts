import { isAlias, isMap, isNode, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { Change, Json, Path } from "../server/core/edits/change.ts";

/**
 * A YAML document as values that can be changed, read by the `yaml` package alone: what the editor's edits are held
 * against. An alias and its anchor hold the same cell, so that a change at one is seen at the other.
 */
export interface Cell {
  value: string | number | boolean | bigint | null | Map<string, Place> | Place[];
}

interface Place {
  cell: Cell;
  readonly alias: boolean;
}

export function readCells(text: string): { readonly root: Cell; readonly errors: number } {
  // The package misreads a dash behind a byte order mark.
  const document = parseDocument(text.replace(/^\uFEFF/, ""), {
    uniqueKeys: false,
    merge: false,

    logLevel: "silent",
  });
  return { root: cellOf(document.contents, new Map()).cell, errors: document.errors.length };
}

function cellOf(node: unknown, anchors: Map<string, Cell>): Place {
  if (isAlias(node)) return { cell: anchors.get(node.source) ?? { value: null }, alias: true };
  const cell: Cell = { value: null };
  const anchor = isNode(node) ? node.anchor : undefined;
  if (anchor) anchors.delete(anchor);
  if (isMap(node)) {
    const entries = new Map<string, Place>();
    for (const { key, value } of node.items) entries.set(keyOf(key, anchors), cellOf(value, anchors));
    cell.value = entries;
  } else if (isSeq(node)) {
    cell.value = node.items.map((item) => cellOf(item, anchors));
  } else if (isScalar(node)) {
    cell.value = scalarOf(node);
  }
  // Only now, so that an alias inside of its own anchor stands for nothing.
  if (anchor) anchors.set(anchor, cell);
  return { cell, alias: false };
}

function keyOf(key: unknown, anchors: Map<string, Cell>): string {
  if (isScalar(key)) return key.source ?? String(key.value);
  const { cell } = cellOf(key, anchors);
  return typeof cell.value === "string" ? cell.value : `complex ${JSON.stringify(plain(cell))}`;
}

function scalarOf(node: Node): Exclude<Cell["value"], Map<string, Place> | Place[]> {
  const value: unknown = isScalar(node) ? node.value : null;
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
    case "bigint":
      return value;
    default:
      return value === null || value === undefined ? null : String(value);
  }
}

/** With aliases and merge keys followed. */
export function plain({ value }: Cell, depth = 0): unknown {
  if (depth > 200) return "too deep";
  if (Array.isArray(value)) return value.map(({ cell }) => plain(cell, depth + 1));
  if (!(value instanceof Map)) return value;
  const entries = new Map<string, unknown>();
  for (const [key, { cell }] of value) if (key !== "<<") entries.set(key, plain(cell, depth + 1));
  const merged = value.get("<<")?.cell;
  const sources =
    merged === undefined ? [] : Array.isArray(merged.value) ? merged.value.map(({ cell }) => cell) : [merged];
  for (const source of sources) {
    const from = plain(source, depth + 1);
    if (!(from instanceof Map)) continue;
    for (const [key, below] of from) if (!entries.has(key)) entries.set(key, below);
  }
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The changes on values: paths count in the document as it is before, so what removes and renames comes last. */
export function changeCells(root: Cell, all: readonly Change[]): void {
  const changes = all.flatMap((change, index) =>
    change.op === "replace" ||
    change.op === "document" ||
    all.slice(index + 1).some((later) => overwrites(later, change))
      ? []
      : [change],
  );
  const written = changes.flatMap((change) => (change.op === "set" ? [change.path] : []));
  const appended: { readonly path: Path; readonly value: Json }[] = [];
  for (const change of changes) {
    if (change.op === "set") setAt(root, change.path, change.value);
    if (change.op !== "append") continue;
    // What two changes of a batch add alike is added once; a list that the batch itself sets is taken at its word.
    const alike = appended.some(({ path, value }) => samePath(path, change.path) && sameJson(value, change.value));
    if (alike) continue;
    if (!written.some((path) => covers(path, change.path))) appended.push(change);
    const list = reach(root, change.path);
    if (!Array.isArray(list.value)) list.value = [];
    list.value.push(fresh(change.value));
  }
  const marked = new Set<Place>();
  const removed = changes.flatMap((change) => (change.op === "remove" ? [change.path] : []));
  for (const path of removed) {
    if (!removed.some((other) => other.length < path.length && covers(other, path))) mark(root, path, marked);
  }
  const renames = changes.flatMap((change) => (change.op === "rename" ? [change] : []));
  for (const { path, key } of renames.sort((a, b) => b.path.length - a.path.length)) rename(root, path, key);
  sweep(root, marked, new Set());
}

function overwrites(later: Change, change: Exclude<Change, { op: "replace" | "document" }>): boolean {
  if (later.op !== "set" || !covers(later.path, change.path)) return false;
  return change.op !== "rename" || later.path.length < change.path.length;
}

const covers = (path: Path, other: Path) => path.every((segment, at) => String(segment) === String(other[at]));
const samePath = (a: Path, b: Path) => a.length === b.length && covers(a, b);

function sameJson(a: Json, b: Json): boolean {
  const left = JSON.stringify(plain(fresh(a).cell), spread);
  return left === JSON.stringify(plain(fresh(b).cell), spread);
}

const spread = (_: string, value: unknown) => (value instanceof Map ? { map: [...value] } : value);

function fresh(value: Json): Place {
  const cell: Cell = { value: null };
  assign(cell, value);
  return { cell, alias: false };
}

/** In place, so that anchors keep what they had where it stays. */
function assign(cell: Cell, value: Json): void {
  if (Array.isArray(value)) {
    const old = Array.isArray(cell.value) ? cell.value : [];
    cell.value = value.map((item: Json, index) => assigned(old[index], item));
  } else if (typeof value === "object" && value !== null) {
    const old = cell.value instanceof Map ? cell.value : new Map<string, Place>();
    cell.value = new Map(Object.entries(value).map(([key, item]) => [key, assigned(old.get(key), item)]));
  } else {
    cell.value = value;
  }
}

function assigned(old: Place | undefined, value: Json): Place {
  if (old === undefined || old.alias) return fresh(value);
  assign(old.cell, value);
  return old;
}

function setAt(root: Cell, path: Path, value: Json): void {
  const last = path.at(-1);
  if (last === undefined) return;
  const parent = reach(root, path.slice(0, -1));
  if (Array.isArray(parent.value)) {
    parent.value[Number(last)] = assigned(parent.value[Number(last)], value);
    return;
  }
  if (!(parent.value instanceof Map)) parent.value = new Map();
  parent.value.set(String(last), assigned(parent.value.get(String(last)), value));
}

function reach(root: Cell, path: Path): Cell {
  let cell = root;
  for (const segment of path) {
    if (Array.isArray(cell.value)) {
      cell = cell.value[Number(segment)]?.cell ?? { value: null };
      continue;
    }
    if (!(cell.value instanceof Map)) cell.value = new Map();
    const known = cell.value.get(String(segment)) ?? { cell: { value: null }, alias: false };
    cell.value.set(String(segment), known);
    cell = known.cell;
  }
  return cell;
}

function placeAt(root: Cell, path: Path): Place | undefined {
  let place: Place | undefined = { cell: root, alias: false };
  for (const segment of path) {
    const value: Cell["value"] | undefined = place?.cell.value;
    if (Array.isArray(value)) place = value[Number(segment)];
    else place = value instanceof Map ? value.get(String(segment)) : undefined;
  }
  return place;
}

function mark(root: Cell, path: Path, marked: Set<Place>): void {
  const place = placeAt(root, path);
  if (place !== undefined && path.length > 0) marked.add(place);
}

/** Takes out what is marked, and what becomes empty by that. */
function sweep(cell: Cell, marked: ReadonlySet<Place>, seen: Set<Cell>): boolean {
  if (seen.has(cell)) return false;
  seen.add(cell);
  const goes = (place: Place) => marked.has(place) || (!place.alias && sweep(place.cell, marked, seen));
  const { value } = cell;
  if (Array.isArray(value)) {
    const kept = value.filter((place) => !goes(place));
    cell.value = kept;
    return kept.length === 0 && value.length > 0;
  }
  if (!(value instanceof Map)) return false;
  const before = value.size;
  for (const [key, place] of value) if (goes(place)) value.delete(key);
  return value.size === 0 && before > 0;
}

function rename(root: Cell, path: Path, key: string): void {
  const parent = placeAt(root, path.slice(0, -1))?.cell;
  if (!(parent?.value instanceof Map)) return;
  const renamed = [...parent.value].map(([name, place]): [string, Place] => [name === path.at(-1) ? key : name, place]);
  parent.value = new Map(renamed);
}
