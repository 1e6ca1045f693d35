import type { Span } from "../text.ts";
import type { Node, Pair } from "./yaml-source.ts";
import { isMap, isNode, isScalar, isSeq } from "./yaml-source.ts";

/** Where a value stands: collections whole, a scalar that goes over several lines only with its first. */
export function valueSpan(text: string, node: Node): Span {
  const start = nodeStart(node);
  const end = nodeEnd(text, node);
  if (!isScalar(node)) return { start, end };
  const lineBreak = text.indexOf("\n", start);
  if (lineBreak < 0 || lineBreak >= end) return { start, end };
  return { start, end: text[lineBreak - 1] === "\r" ? lineBreak - 1 : lineBreak };
}

export function nodeStart(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Behind a node's last own character: without the comment, white space and line breaks that the package counts in. */
export function nodeEnd(text: string, node: Node): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    if (isMap(node)) return last === undefined ? nodeStart(node) : pairEnd(text, node.items.at(-1));
    return isNode(last) ? nodeEnd(text, last) : nodeStart(node);
  }
  let end = node.range?.[1] ?? nodeStart(node);
  if (isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED")) {
    while (end > nodeStart(node) && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  }
  return end;
}

/** Behind an entry's value, or behind its key where it has none. */
export function pairEnd(text: string, pair: Pair | undefined): number {
  if (isNode(pair?.value)) return nodeEnd(text, pair.value);
  return isNode(pair?.key) ? nodeEnd(text, pair.key) : 0;
}

interface SourceItem {
  readonly start: readonly { readonly type: string; readonly offset: number }[];
  readonly value?: unknown;
}

/** For each item of a block sequence where its dash stands. */
export function dashes(node: Node): readonly (number | undefined)[] {
  const token = node.srcToken;
  if (token?.type !== "block-seq") return [];
  const items: readonly SourceItem[] = token.items;
  // What holds neither dash, value nor property is only a comment, and no item.
  return items.filter(isItem).map(({ start }) => start.find(({ type }) => type === "seq-item-ind")?.offset);
}

function isItem({ start, value }: SourceItem): boolean {
  return (
    value !== undefined || start.some(({ type }) => type === "seq-item-ind" || type === "anchor" || type === "tag")
  );
}
