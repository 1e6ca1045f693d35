import type { YamlTree } from "../syntax/yaml.ts";
import { mapEntries } from "../syntax/yaml-map-index.ts";
import { isMap, isSeq } from "../syntax/yaml-source.ts";
import { created, type Plan } from "./yaml-plan.ts";

/**
 * True if a value goes away: it is removed, or nothing would be left in it. What goes away inside of it is marked as
 * removed, so that a map that becomes empty is removed with its key.
 */
export function collapse(tree: YamlTree, node: unknown, plan: Plan): boolean {
  if (plan.removed) return true;
  if (plan.value !== undefined || !(isMap(node) || isSeq(node))) return false;
  const entries = isMap(node) ? mapEntries(node, tree.aliases) : undefined;
  let gone = 0;
  let stays = plan.appended.length > 0;
  for (const [key, below] of plan.children) {
    const entry = entries?.get(key);
    const items: readonly unknown[] = node.items;
    const present =
      entries === undefined ? Number(key) < items.length : entry !== undefined && entry.merged === undefined;
    if (!present) stays ||= created(below) !== undefined;
    else if (collapse(tree, entry === undefined ? items[Number(key)] : entry.pair.value, below)) {
      below.removed = true;
      below.children.clear();
      gone++;
    }
  }
  return !stays && gone > 0 && gone === node.items.length;
}
