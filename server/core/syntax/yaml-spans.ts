import type { Span } from "../text.ts";
import type { Node, Pair } from "./yaml-source.ts";
import { isMap, isNode, isScalar, isSeq } from "./yaml-source.ts";

/** Where a value stands: collections whole, a scalar that goes over several lines only with its first. */
export function valueSpan(text: string, node: Node): Span {
  const start = nodeStart(text, node);
  const end = nodeEnd(text, node);
  if (!isScalar(node)) return { start, end };
  const lineBreak = text.indexOf("\n", start);
  if (lineBreak < 0 || lineBreak >= end) return { start, end };
  return { start, end: text[lineBreak - 1] === "\r" ? lineBreak - 1 : lineBreak };
}

export function nodeStart(text: string, node: Node): number {
  return isEmpty(node) ? emptyAt(text, node) : (node.range?.[0] ?? 0);
}

/** A key or a dash without value. */
export function isEmpty(node: Node): boolean {
  return isScalar(node) && node.range?.[0] === node.range?.[1];
}

/** The package puts an empty value behind the white space that follows the colon. */
function emptyAt(text: string, node: Node): number {
  let at = node.range?.[0] ?? 0;
  while (text[at - 1] === " " || text[at - 1] === "\t") at--;
  return at;
}

/** Behind a node's last own character: without the comment, white space and line breaks that the package counts in. */
export function nodeEnd(text: string, node: Node): number {
  if ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    if (isMap(node)) return last === undefined ? nodeStart(text, node) : pairEnd(text, node.items.at(-1));
    return isNode(last) ? nodeEnd(text, last) : nodeStart(text, node);
  }
  if (isEmpty(node)) return emptyAt(text, node);
  const start = nodeStart(text, node);
  let end = node.range?.[1] ?? start;
  if (isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED")) {
    while (end > start && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  }
  return end;
}

/** Behind an entry's value, or behind its key where it has none. */
export function pairEnd(text: string, pair: Pair | undefined): number {
  if (isNode(pair?.value)) return nodeEnd(text, pair.value);
  return isNode(pair?.key) ? nodeEnd(text, pair.key) : 0;
}

/** What the parser read for one item of a collection, before the package made nodes of it. */
export interface SourceItem {
  readonly start: readonly SourceToken[];
  readonly explicitKey?: boolean;
  readonly sep?: readonly SourceToken[];
  readonly value?: unknown;
}

interface SourceToken {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

/** What was read for each item of a sequence, in the items' order. Every fix in a list asks for it. */
export function sequenceItems(node: Node): readonly SourceItem[] {
  let items = known.get(node);
  if (items === undefined) {
    items = readItems(node);
    known.set(node, items);
  }
  return items;
}

const known = new WeakMap<Node, readonly SourceItem[]>();

function readItems(node: Node): readonly SourceItem[] {
  const token = node.srcToken;
  if (token?.type !== "block-seq" && token?.type !== "flow-collection") return [];
  const items: readonly SourceItem[] = token.items;
  return items.filter(isItem);
}

/** What holds neither a dash, a property nor a value is only a comment or a comma, and no item. */
function isItem({ start, sep, value }: SourceItem): boolean {
  return value !== undefined || sep !== undefined || start.some(({ type }) => marksItem.has(type));
}

const marksItem = new Set(["seq-item-ind", "explicit-key-ind", "anchor", "tag"]);

/** Where the dash of the block sequence's item that begins at `start` stands: properties and comments may lie between. */
export function dashBefore(text: string, start: number): number | undefined {
  const least = Math.max(0, start - mostBetween);
  for (let at = text.lastIndexOf("-", start - 1); at >= least; at = at === 0 ? -1 : text.lastIndexOf("-", at - 1)) {
    if (betweenDashAndItem.test(text.slice(at, start)) && /[\s-]|^$/.test(text.charAt(at - 1))) return at;
  }
  return undefined;
}

/** Each part ends where it must, so that the expression takes one way through any text. */
const betweenDashAndItem = /^-(?:[ \t\r\n]|[&!]\S*(?=\s|$)|#.*(?:\r?\n|$))*$/;

/** Farther from its dash nobody begins an item. */
const mostBetween = 300;

/** Where the dash of an item of a block sequence stands. */
export function dashOf(node: Node, index: number): number | undefined {
  return sequenceItems(node)[index]?.start.find(({ type }) => type === "seq-item-ind")?.offset;
}
