import type { Aliases } from "./yaml-aliases.ts";
import { scalarText } from "./yaml-scalar.ts";
import type { Node, Pair, YAMLMap } from "./yaml-source.ts";
import { isMap, isNode, isScalar, isSeq } from "./yaml-source.ts";

/** One entry of a map: its own, or one that a merge key brings in. */
export interface MapEntry {
  readonly key: string;
  readonly pair: Pair;
  /** The value behind `<<` that brought this entry. */
  readonly merged: Node | undefined;
  /** The map's own key stands more than once. */
  readonly duplicate: boolean;
  /** An own entry that hides one which a merge key brings in. */
  readonly hides: boolean;
}

/** A map's entries by key: own ones in order (the last of a duplicate wins), then those of its merge keys. */
export function mapEntries(map: YAMLMap, aliases: Aliases): ReadonlyMap<string, MapEntry> {
  let entries = aliases.entries.get(map);
  if (entries === undefined) {
    entries = readEntries(map, aliases);
    aliases.entries.set(map, entries);
  }
  return entries;
}

function readEntries(map: YAMLMap, aliases: Aliases): ReadonlyMap<string, MapEntry> {
  const entries = new Map<string, MapEntry>();
  const merges: Node[] = [];
  for (const pair of map.items) {
    if (isMergeKey(pair)) {
      if (isNode(pair.value)) merges.push(pair.value);
      continue;
    }
    const key = keyText(pair, aliases);
    if (key !== undefined)
      entries.set(key, { key, pair, merged: undefined, duplicate: entries.has(key), hides: false });
  }
  for (const merged of merges) {
    for (const from of mergedMaps(merged, aliases)) {
      for (const { key, pair } of mapEntries(from, aliases).values()) {
        const own = entries.get(key);
        if (own === undefined) entries.set(key, { key, pair, merged, duplicate: false, hides: false });
        else if (own.merged === undefined) entries.set(key, { ...own, hides: true });
      }
    }
  }
  return entries;
}

/** A key as text; undefined for a key that is itself a map or a sequence. */
function keyText({ key }: Pair, aliases: Aliases): string | undefined {
  const node = aliases.resolve(key);
  return isScalar(node) ? scalarText(node) : undefined;
}

export function isMergeKey({ key }: Pair): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.source === "<<";
}

/** What `<<` stands for: a map or a list of maps, earlier ones first. */
function mergedMaps(value: Node, aliases: Aliases): YAMLMap[] {
  const node = aliases.resolve(value);
  if (isMap(node)) return [node];
  if (!isSeq(node)) return [];
  return node.items.map((item) => aliases.resolve(item)).filter((item) => isMap(item));
}
