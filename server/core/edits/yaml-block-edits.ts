import type { Node, Pair, YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isMap, isNode, isScalar } from "../syntax/yaml-source.ts";
import { dashes, nodeEnd, nodeStart } from "../syntax/yaml-spans.ts";
import type { Json } from "./change.ts";
import type { Draft } from "./yaml-draft.ts";
import { beginsLine, columnOf, endsLine, lineEnd, lineStart } from "./yaml-lines.ts";
import { isOrdinary, pairItem } from "./yaml-slot.ts";
import { blockStyle } from "./yaml-style.ts";
import { entryLines, indentLines, itemLines } from "./yaml-write.ts";

export type Addition = readonly [key: string, value: Json];

/** Writes new entries behind the last one of a block map. */
export function addBlockEntries(draft: Draft, map: YAMLMap, additions: readonly Addition[]): undefined {
  const column = columnOfItem(draft, map, 0);
  const style = blockStyle(draft.tree, map);
  const lines = additions.flatMap(([key, value]) => indentLines(entryLines(key, value, column, style), column));
  addLines(draft, map, lines);
}

/** Writes new items behind the last one of a block sequence, spaced as that is. */
export function addBlockItems(draft: Draft, seq: YAMLSeq, values: readonly Json[]): undefined {
  const column = columnOfItem(draft, seq, 0);
  const style = blockStyle(draft.tree, undefined);
  const dash = dashes(seq).at(-1);
  const last: unknown = seq.items.at(-1);
  const between = dash !== undefined && isNode(last) ? draft.text.slice(dash + 1, nodeStart(draft.text, last)) : "";
  const gap = /^ {1,7}$/.test(between) ? between.length : 1;
  const lines = values.flatMap((value) => indentLines(itemLines(value, column, gap, style), column));
  addLines(draft, seq, lines);
}

function addLines(draft: Draft, node: YAMLMap | YAMLSeq, lines: readonly string[]): undefined {
  const { text } = draft;
  draft.checkErrors(nodeStart(text, node), nodeEnd(text, node));
  const at = endOfLines(draft, node);
  if (!endsLine(text, at)) return draft.refuse("Something else stands on the line where new keys belong.");
  draft.insert(lineEnd(text, at), draft.lines(lines));
}

/** The end of a collection's last line; blank lines that a text block keeps (`|+`) belong to it. */
function endOfLines(draft: Draft, node: Node): number {
  const { text } = draft;
  const end = nodeEnd(text, node);
  const leaf = lastLeaf(node);
  const header = textBlockHeader(draft, leaf);
  if (header === undefined || header.includes("-")) return end;
  const whole = leaf.range?.[1] ?? end;
  if (text[whole - 1] !== "\n") {
    draft.refuse("The text block at the document's end would gain a line break.");
    return end;
  }
  if (!header.includes("+")) return end;
  return text[whole - 2] === "\r" ? whole - 2 : whole - 1;
}

function lastLeaf(node: Node): Node {
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
function textBlockHeader(draft: Draft, node: Node): string | undefined {
  if (!isScalar(node) || (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED")) return undefined;
  const start = nodeStart(draft.text, node);
  return /^[|>][-+0-9]*/.exec(draft.text.slice(start, start + 4))?.[0];
}

/** Removes entries of a block map or items of a block sequence, not all of them, with the comments on their lines. */
export function removeBlockItems(draft: Draft, node: YAMLMap | YAMLSeq, removed: ReadonlySet<number>): undefined {
  if (removed.size === 0) return;
  const { text } = draft;
  draft.checkErrors(nodeStart(text, node), nodeEnd(text, node));
  const places = node.items.map((_, index) => itemPlace(draft, node, index));
  const firstStays = beginsLine(text, places[0]?.start ?? 0);
  const kept = places.findIndex((_, index) => !removed.has(index));
  for (const index of removed) {
    const place = places[index];
    if (place === undefined) return draft.refuse("The entry is written in a way that cannot be removed safely.");
    checkRemoval(draft, node, index, place.end);
    if (index < kept && !firstStays) continue;
    removeLines(draft, place);
  }
  if (kept > 0 && !firstStays) pullUp(draft, places[0]?.start, places[kept - 1]?.end, places[kept]);
  keepTextBlocks(draft, node, removed, places);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function itemPlace(draft: Draft, node: YAMLMap | YAMLSeq, index: number): Place | undefined {
  const start = startOfItem(draft, node, index);
  const item: unknown = node.items[index];
  if (start === undefined) return undefined;
  if (isMap(node)) return { start, end: Math.max(entryEnd(draft, node.items[index]), start) };
  return isNode(item) ? { start, end: Math.max(nodeEnd(draft.text, item), start + 1) } : undefined;
}

function entryEnd(draft: Draft, pair: Pair | undefined): number {
  const { text } = draft;
  if (pair === undefined) return 0;
  return isNode(pair.value) ? nodeEnd(text, pair.value) : isNode(pair.key) ? nodeEnd(text, pair.key) : 0;
}

function startOfItem(draft: Draft, node: YAMLMap | YAMLSeq, index: number): number | undefined {
  if (!isMap(node)) return dashes(node)[index];
  const pair = node.items[index];
  const item = pair && pairItem(pair);
  return item && isOrdinary(item) && isNode(pair.key) ? nodeStart(draft.text, pair.key) : undefined;
}

function columnOfItem(draft: Draft, node: YAMLMap | YAMLSeq, index: number): number {
  const start = startOfItem(draft, node, index);
  if (start === undefined) {
    draft.refuse("The first entry is written in a way that cannot be added to safely.");
    return 0;
  }
  const before = draft.text.slice(lineStart(draft.text, start), start);
  if (before.includes("\t")) draft.refuse("The lines are indented with tabs, which YAML does not allow.");
  return columnOf(draft.text, start);
}

function checkRemoval(draft: Draft, node: YAMLMap | YAMLSeq, index: number, end: number): undefined {
  const item: unknown = node.items[index];
  const value = isMap(node) ? node.items[index]?.value : item;
  if (isNode(value)) draft.checkAnchors(value, false);
  if (!endsLine(draft.text, end)) draft.refuse("Something else stands on the same line.");
}

/** From the end of the line above, so that a file without a last line break stays without. */
function removeLines(draft: Draft, { start, end }: Place): undefined {
  const { text } = draft;
  if (!beginsLine(text, start)) return draft.refuse("Something else stands on the same line.");
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const above = text[from - 2] === "\r" ? from - 2 : from - 1;
  if (text[from - 1] === "\n") draft.replace(above, to, "");
  else draft.replace(from, text.indexOf("\n", to) < 0 ? to : text.indexOf("\n", to) + 1, "");
}

/** Where the first entries shared their line with a dash, the first that stays takes their place. */
function pullUp(draft: Draft, start: number | undefined, end: number | undefined, next: Place | undefined): undefined {
  const { text } = draft;
  if (start === undefined || end === undefined || next === undefined) return;
  let to = lineEnd(text, end);
  while (to < next.start && /\s/.test(text[to] ?? "")) to++;
  const between = text.slice(start, end);
  if (/(?:^|\s)#/.test(between)) draft.refuse("A comment stands between the entries that would be removed.");
  draft.replace(start, to, "");
}

/** What follows a removed entry must not become part of a text block in front of it. */
function keepTextBlocks(
  draft: Draft,
  node: YAMLMap | YAMLSeq,
  removed: ReadonlySet<number>,
  places: readonly (Place | undefined)[],
): undefined {
  const { text } = draft;
  for (const index of removed) {
    let before = index - 1;
    while (removed.has(before)) before--;
    const above = node.items[before];
    const value: unknown = isMap(node) ? node.items[before]?.value : above;
    const header = isNode(value) ? textBlockHeader(draft, lastLeaf(value)) : undefined;
    const end = places[index]?.end;
    if (header === undefined || end === undefined) continue;
    const below = /^[^\n]*(?:\n[ \t\r]*)*/.exec(text.slice(end))?.[0] ?? "";
    const next = end + below.length;
    const indented = text[next] === "#" && text[next - 1] !== "\n";
    const blankLines = below.split("\n").length > 2;
    if (indented || (blankLines && header.includes("+"))) {
      draft.refuse("What follows would become part of the text block above.");
    }
  }
}
