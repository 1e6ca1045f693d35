import type { YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isMap, isNode } from "../syntax/yaml-source.ts";
import { nodeEnd, nodeStart } from "../syntax/yaml-spans.ts";
import type { Draft } from "./yaml-draft.ts";
import { beginsLine, lineEnd, lineStart } from "./yaml-lines.ts";
import { type FlowLayout, flowItemStart } from "./yaml-slot.ts";

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
  for (const index of removed) {
    const item: unknown = node.items[index];
    const value = isMap(node) ? node.items[index]?.value : item;
    if (isNode(value)) draft.checkAnchors(value, false);
  }
  let lastKept = node.items.length - 1;
  while (removed.has(lastKept)) lastKept--;
  if (lastKept < 0) return draft.refuse("Nothing would be left of the value.");
  removeFlowItems(draft, node, removed, lastKept);
  if (added.length > 0) addFlowItems(draft, node, lastKept, layout, added);
}

interface FlowItem {
  readonly start: number;
  readonly end: number;
}

function flowItem(draft: Draft, node: YAMLMap | YAMLSeq, index: number): FlowItem {
  return { start: flowItemStart(draft, node, index), end: flowItemEnd(draft, node, index) };
}

function flowItemEnd(draft: Draft, node: YAMLMap | YAMLSeq, index: number): number {
  const item: unknown = node.items[index];
  if (!isMap(node)) return isNode(item) ? nodeEnd(draft.text, item) : 0;
  const pair = node.items[index];
  const last = isNode(pair?.value) ? pair.value : pair?.key;
  return isNode(last) ? nodeEnd(draft.text, last) : 0;
}

function removeFlowItems(
  draft: Draft,
  node: YAMLMap | YAMLSeq,
  removed: ReadonlySet<number>,
  lastKept: number,
): undefined {
  for (const index of removed) {
    if (index < lastKept) removeInFront(draft, flowItem(draft, node, index), flowItem(draft, node, index + 1));
  }
  const last = node.items.length - 1;
  if (last === lastKept) return;
  const start = flowItemEnd(draft, node, lastKept);
  const end = flowItemEnd(draft, node, last);
  if (holdsComment(draft.text.slice(start, end))) {
    return draft.refuse("A comment stands between the items that would be removed.");
  }
  draft.replace(start, end, "");
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
  node: YAMLMap | YAMLSeq,
  lastKept: number,
  layout: FlowLayout,
  added: readonly string[],
): undefined {
  const { text } = draft;
  const end = flowItemEnd(draft, node, lastKept);
  const { lines, style } = layout;
  if (lines === undefined) return draft.insert(end, added.map((item) => style.comma + item).join(""));
  const line = text.slice(end, lineEnd(text, end));
  if (!holdsComment(line)) return draft.insert(end, added.map((item) => `,${lines.start}${item}`).join(""));
  if (lastKept < node.items.length - 1) return draft.refuse("A comment stands between the items.");
  // The comment stays with the item that it stands beside.
  const comma = /^[ \t]*,/.test(line);
  if (!comma) draft.insert(end, ",");
  draft.insert(lineEnd(text, end), lines.start + added.join(`,${lines.start}`) + (comma ? "," : ""));
}

const holdsComment = (gap: string) => /(?:^|[\s,])#/.test(gap);
