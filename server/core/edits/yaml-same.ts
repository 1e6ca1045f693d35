import type { YamlTree } from "../syntax/yaml.ts";
import { mapEntries } from "../syntax/yaml-map-index.ts";
import { scalarValue } from "../syntax/yaml-scalar.ts";
import { isMap, isNode, isScalar, isSeq } from "../syntax/yaml-source.ts";
import type { Json } from "./change.ts";
import { isList, isRecord } from "./yaml-plan.ts";

/** True if what is written means `value` already; aliases and merge keys count as what they bring. */
export function sameValue(tree: YamlTree, written: unknown, value: Json): boolean {
  const node = tree.aliases.resolve(written);
  if (!isNode(node)) return value === null;
  if (isScalar(node)) return scalarValue(node) === value;
  if (isSeq(node)) {
    const { items } = node;
    return (
      isList(value) && items.length === value.length && value.every((item, at) => sameValue(tree, items[at], item))
    );
  }
  if (!isMap(node) || !isRecord(value)) return false;
  const entries = mapEntries(node, tree.aliases);
  const complex = node.items.some(({ key }) => !isScalar(key));
  return (
    !complex &&
    entries.size === Object.keys(value).length &&
    Object.entries(value).every(([key, item]) => {
      const entry = entries.get(key);
      return entry !== undefined && sameValue(tree, entry.pair.value, item);
    })
  );
}
