import type { Node, Pair, YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isAlias, isMap, isNode, isScalar, isSeq } from "../syntax/yaml-source.ts";
import { isEmpty, nodeEnd, nodeStart, type SourceItem, sequenceItems } from "../syntax/yaml-spans.ts";
import type { Draft } from "./yaml-draft.ts";
import { beginsLine, indentOf } from "./yaml-lines.ts";
import { flowStyle } from "./yaml-style.ts";
import type { FlowStyle, Lines } from "./yaml-write.ts";
import { plainFlow } from "./yaml-write.ts";

/** A place that holds a value, or could hold one: behind a key, behind a dash, or the document's root. */
export interface Slot {
  readonly in: "map" | "seq" | "root";
  /** Undefined where nothing is written. */
  readonly node: Node | undefined;
  /** An anchor or a tag stands in front of the value. */
  readonly tagged: boolean;
  /** Behind the colon or the dash, and the anchor and tag that follow it. */
  readonly introEnd: number;
  /** What must stand between there and a value. */
  readonly gap: string;
  /** A block can begin behind the dash; behind a colon or an anchor it begins on the next line. */
  readonly compact: boolean;
  /** Where the key or dash stands; only of use in block style. */
  readonly start: number;
  /** The map whose key this is. */
  readonly map: YAMLMap | undefined;
  /** Set inside of a flow collection. */
  readonly flow: FlowLayout | undefined;
}

/** How the inside of a flow collection is written; `lines` where its items stand on lines of their own. */
export interface FlowLayout {
  readonly style: FlowStyle;
  readonly lines: Lines | undefined;
}

export function rootSlot(draft: Draft, node: Node): Slot {
  const introEnd = nodeStart(draft.text, node);
  const tagged = !isAlias(node) && node.tag !== undefined;
  // A document that is all in braces is JSON where it does not tell otherwise.
  const flow =
    isCollection(node) && node.flow === true ? { style: { ...plainFlow, json: true }, lines: undefined } : undefined;
  return { in: "root", node, tagged, introEnd, gap: "", compact: false, start: introEnd, map: undefined, flow };
}

/** The slot behind a key; refuses keys that are written in an unusual way. */
export function entrySlot(draft: Draft, map: YAMLMap, pair: Pair, flow: FlowLayout | undefined): Slot | undefined {
  const item = pairItem(pair);
  const { key } = pair;
  if (item === undefined || !isNode(key) || isEmpty(key) || !isOrdinary(item)) {
    draft.refuse("The key is written in a way that cannot be edited safely.");
    return undefined;
  }
  const colon = item.sep?.some(({ type }) => type === "map-value-ind");
  return {
    in: "map",
    ...held(pair.value),
    introEnd: endOfLast(item.sep ?? [], ["map-value-ind", "anchor", "tag"]) ?? nodeEnd(draft.text, key),
    gap: colon ? " " : ": ",
    compact: false,
    start: nodeStart(draft.text, key),
    map,
    flow,
  };
}

/** The slot of an item; `items` are the sequence's own, so that they are read once for many slots. */
export function itemSlot(
  draft: Draft,
  seq: YAMLSeq,
  items: readonly SourceItem[],
  index: number,
  flow: FlowLayout | undefined,
): Slot | undefined {
  const tokens = items[index]?.start;
  const dash = tokens?.find(({ type }) => type === "seq-item-ind")?.offset;
  if (tokens === undefined || items.length !== seq.items.length || (dash === undefined && flow === undefined)) {
    draft.refuse("The list is written in a way that cannot be edited safely.");
    return undefined;
  }
  const begin = start(draft, seq.items[index]);
  return {
    in: "seq",
    ...held(seq.items[index]),
    introEnd: endOfLast(tokens, ["seq-item-ind", "anchor", "tag"]) ?? begin,
    gap: " ",
    compact: !tokens.some(({ type }) => isProperty(type)),
    start: dash ?? begin,
    map: undefined,
    flow,
  };
}

function held(value: unknown): Pick<Slot, "node" | "tagged"> {
  if (!isNode(value)) return { node: undefined, tagged: false };
  return { node: isEmpty(value) ? undefined : value, tagged: !isAlias(value) && value.tag !== undefined };
}

function start(draft: Draft, node: unknown): number {
  return isNode(node) ? nodeStart(draft.text, node) : 0;
}

export function pairItem(pair: Pair): SourceItem | undefined {
  return pair.srcToken;
}

/** False for `? key`, and for a key with an anchor or a tag. */
export function isOrdinary({ start, explicitKey }: SourceItem): boolean {
  return explicitKey !== true && !start.some(({ type }) => isProperty(type));
}

function isProperty(type: string): boolean {
  return type === "anchor" || type === "tag" || type === "explicit-key-ind";
}

function endOfLast(tokens: SourceItem["start"], types: readonly string[]): number | undefined {
  const last = tokens.findLast(({ type }) => types.includes(type));
  return last && last.offset + last.source.length;
}

/** Where an item of a flow collection begins, its anchor and tag included. */
export function flowItemStart(draft: Draft, node: YAMLMap | YAMLSeq, index: number): number {
  const pair = isMap(node) ? node.items[index] : undefined;
  const item = isMap(node) ? pair && pairItem(pair) : sequenceItems(node)[index];
  const property = item?.start.find(({ type }) => isProperty(type));
  return property?.offset ?? start(draft, isMap(node) ? pair?.key : node.items[index]);
}

/** Undefined for a block collection. */
export function layoutOf(draft: Draft, node: YAMLMap | YAMLSeq, around: Slot): FlowLayout | undefined {
  if (node.flow !== true) return undefined;
  const style = flowStyle(draft.text, node, around.flow?.style ?? plainFlow);
  if (node.items.length === 0) return { style, lines: undefined };
  const { text } = draft;
  const last = flowItemStart(draft, node, node.items.length - 1);
  if (!beginsLine(text, last) || !text.slice(nodeStart(text, node), last).includes("\n")) {
    return { style, lines: undefined };
  }
  const base = indentOf(text, nodeStart(text, node));
  const indent = indentOf(text, last);
  const step = indent.length > base.length && indent.startsWith(base) ? indent.slice(base.length) : "  ";
  return { style, lines: { start: draft.lineBreak + indent, step } };
}

export function isCollection(node: unknown): node is YAMLMap | YAMLSeq {
  return isMap(node) || isSeq(node);
}

/** `null`, `~`, or nothing at all: what a map or a list may take the place of. */
export function isVacant(node: Node | undefined): boolean {
  if (node === undefined) return true;
  return isScalar(node) && node.type === "PLAIN" && /^(?:null|Null|NULL|~)$/.test(node.source ?? "");
}
