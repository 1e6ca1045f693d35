import type { Node, YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isMap, isNode, isScalar } from "../syntax/yaml-source.ts";
import { dashOf, isEmpty, nodeStart } from "../syntax/yaml-spans.ts";
import type { Draft } from "./yaml-draft.ts";
import { isOrdinary, pairItem } from "./yaml-slot.ts";

/** Where the key of an entry, or the dash of an item, stands; undefined where it is written in an unusual way. */
export function startOfItem(draft: Draft, node: YAMLMap | YAMLSeq, index: number): number | undefined {
  if (!isMap(node)) return dashOf(node, index);
  const pair = node.items[index];
  const item = pair && pairItem(pair);
  return item && isOrdinary(item) && isNode(pair.key) && !isEmpty(pair.key)
    ? nodeStart(draft.text, pair.key)
    : undefined;
}

/** The node that a block collection ends with. */
export function lastLeaf(node: Node): Node {
  let leaf: unknown = node;
  let found = node;
  while (isNode(leaf)) {
    found = leaf;
    if (isMap(leaf) && leaf.flow !== true) leaf = leaf.items.at(-1)?.value;
    else if ("items" in leaf && leaf.flow !== true) leaf = leaf.items.at(-1);
    else break;
  }
  return found;
}

/** `|`, `>-` and so on; undefined for any other node. */
export function textBlockHeader(draft: Draft, node: Node): string | undefined {
  if (!isScalar(node) || (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED")) return undefined;
  const start = nodeStart(draft.text, node);
  return /^[|>][-+0-9]*/.exec(draft.text.slice(start, start + 4))?.[0];
}
