import type { YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isMap, isNode } from "../syntax/yaml-source.ts";
import { nodeEnd, nodeStart } from "../syntax/yaml-spans.ts";
import type { Draft } from "./yaml-draft.ts";
import { beginsLine, lineEnd, lineStart } from "./yaml-lines.ts";
import { type FlowLayout, flowItemStarts } from "./yaml-slot.ts";

/** Adds and removes items of `{…}` or `[…]`. Something always stays; `added` are the new items as text. */
export function editFlowItems(
  draft: Draft,
  node: YAMLMap | YAMLSeq,
  layout: FlowLayout,
  removed: ReadonlySet<number>,
  added: readonly string[],
): undefined {
  if (removed.size === 0 && added.length === 0) return;
  const { text } = draft;
  const start = nodeStart(text, node);
  draft.checkErrors(start, nodeEnd(text, node));
  if (text[start] !== "{" && text[start] !== "[") return draft.refuse("A single pair inside of a list cannot grow.");
  const items = flowItemStarts(draft, node).map((start, index) => ({
    start,
    end: flowItemEnd(draft, node, index),
    removed: removed.has(index),
  }));
  for (const index of removed) {
    const item: unknown = node.items[index];
    const value = isMap(node) ? node.items[index]?.value : item;
    if (isNode(value)) draft.checkAnchors(value, false);
  }
  removeFlowItems(draft, items);
  if (added.length > 0) addFlowItems(draft, items, layout, added);
}

interface FlowItem {
  readonly start: number;
  readonly end: number;
  readonly removed: boolean;
}

function flowItemEnd(draft: Draft, node: YAMLMap | YAMLSeq, index: number): number {
  const item: unknown = node.items[index];
  if (!isMap(node)) return isNode(item) ? nodeEnd(draft.text, item) : 0;
  const pair = node.items[index];
  const last = isNode(pair?.value) ? pair.value : pair?.key;
  return isNode(last) ? nodeEnd(draft.text, last) : 0;
}

function removeFlowItems(draft: Draft, items: readonly FlowItem[]): undefined {
  const lastKept = items.findLastIndex((item) => !item.removed);
  const kept = items[lastKept];
  const last = items.at(-1);
  if (kept === undefined || last === undefined) return draft.refuse("Nothing would be left of the value.");
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    if (item.removed && index < lastKept && next !== undefined) removeInFront(draft, item, next);
  }
  if (last === kept) return;
  if (holdsComment(draft.text.slice(kept.end, last.end))) {
    return draft.refuse("A comment stands between the items that would be removed.");
  }
  draft.replace(kept.end, last.end, "");
}

/** Removes an item with its comma, and with its line where it has one of its own. */
function removeInFront(draft: Draft, item: FlowItem, next: FlowItem): undefined {
  const { text } = draft;
  const gap = text.slice(item.end, next.start);
  if (!holdsComment(gap)) return draft.replace(item.start, next.start, "");
  const end = lineEnd(text, item.end);
  if (end >= next.start || !beginsLine(text, item.start) || !text.slice(item.end, end).includes(",")) {
    return draft.refuse("A comment stands between the items.");
  }
  draft.replace(lineStart(text, item.start), text.indexOf("\n", end) + 1, "");
}

function addFlowItems(
  draft: Draft,
  items: readonly FlowItem[],
  layout: FlowLayout,
  added: readonly string[],
): undefined {
  const { text } = draft;
  const kept = items.findLast((item) => !item.removed);
  if (kept === undefined) return;
  const { lines, style } = layout;
  if (lines === undefined) return draft.insert(kept.end, added.map((item) => style.comma + item).join(""));
  const line = text.slice(kept.end, lineEnd(text, kept.end));
  if (!holdsComment(line)) return draft.insert(kept.end, added.map((item) => `,${lines.start}${item}`).join(""));
  if (items.at(-1) !== kept) return draft.refuse("A comment stands between the items.");
  // The comment stays with the item that it stands beside.
  const comma = /^[ \t]*,/.test(line);
  if (!comma) draft.insert(kept.end, ",");
  draft.insert(lineEnd(text, kept.end), lines.start + added.join(`,${lines.start}`) + (comma ? "," : ""));
}

const holdsComment = (gap: string) => /(?:^|[\s,])#/.test(gap);
