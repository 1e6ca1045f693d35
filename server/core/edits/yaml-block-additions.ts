import type { Node, YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isNode } from "../syntax/yaml-source.ts";
import { dashOf, nodeEnd, nodeStart } from "../syntax/yaml-spans.ts";
import type { Json } from "./change.ts";
import { lastLeaf, startOfItem, textBlockHeader } from "./yaml-block-items.ts";
import type { Draft } from "./yaml-draft.ts";
import { endsLine, lineEnd } from "./yaml-lines.ts";
import { blockStyle } from "./yaml-style.ts";
import { entryLines, indentLines, itemLines } from "./yaml-write.ts";

export type Addition = readonly [key: string, value: Json];

/** Writes new entries behind the last one of a block map. */
export function addBlockEntries(draft: Draft, map: YAMLMap, additions: readonly Addition[]): void {
  const column = columnOfItems(draft, map);
  const style = blockStyle(draft.tree, map);
  const lines = additions.flatMap(([key, value]) => indentLines(entryLines(key, value, column, style), column));
  addLines(draft, map, lines);
}

/** Writes new items behind the last one of a block sequence, spaced as that is. */
export function addBlockItems(draft: Draft, seq: YAMLSeq, values: readonly Json[]): void {
  const column = columnOfItems(draft, seq);
  const style = blockStyle(draft.tree, undefined);
  const dash = dashOf(seq, seq.items.length - 1);
  const last: unknown = seq.items.at(-1);
  const between = dash !== undefined && isNode(last) ? draft.text.slice(dash + 1, nodeStart(draft.text, last)) : "";
  const gap = /^ {1,7}$/.test(between) ? between.length : 1;
  const lines = values.flatMap((value) => indentLines(itemLines(value, column, gap, style), column));
  addLines(draft, seq, lines);
}

function columnOfItems(draft: Draft, node: YAMLMap | YAMLSeq): number {
  const start = startOfItem(draft, node, 0);
  if (start === undefined || startOfItem(draft, node, node.items.length - 1) === undefined) {
    draft.refuse("The first or the last entry is written in a way that cannot be added to safely.");
  }
  return draft.columnAt(start ?? 0);
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
