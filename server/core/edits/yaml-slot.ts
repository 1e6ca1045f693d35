import type { Node, Pair, YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isAlias, isMap, isNode, isScalar, isSeq } from "../syntax/yaml-source.ts";
import { isEmpty, nodeEnd, nodeStart, type SourceItem, sequenceItems } from "../syntax/yaml-spans.ts";
import type { Draft } from "./yaml-draft.ts";
import { beginsLine, columnOf, indentOf } from "./yaml-lines.ts";
import { blockStyle, flowStyle } from "./yaml-style.ts";
import type { BlockStyle, FlowStyle, Lines } from "./yaml-write.ts";
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
  /** Of the key or dash; only in block style. */
  readonly column: number;
  readonly style: BlockStyle;
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
  const style = blockStyle(draft.tree, undefined);
  return { in: "root", node, tagged: node.tag !== undefined, introEnd, gap: "", column: 0, style, flow: undefined };
}

/** The slot behind a key; refuses keys that are written in an unusual way. */
export function entrySlot(draft: Draft, map: YAMLMap, pair: Pair, around: Slot): Slot | undefined {
  const item = pairItem(pair);
  const { key } = pair;
  if (item === undefined || !isNode(key) || !isOrdinary(item)) {
    draft.refuse("The key is written in a way that cannot be edited safely.");
    return undefined;
  }
  const colon = item.sep?.some(({ type }) => type === "map-value-ind");
  return {
    in: "map",
    ...held(pair.value),
    introEnd: endOfLast(item.sep ?? [], ["map-value-ind", "anchor", "tag"]) ?? nodeEnd(draft.text, key),
    gap: colon ? " " : ": ",
    column: columnOf(draft.text, nodeStart(draft.text, key)),
    style: blockStyle(draft.tree, map),
    flow: map.flow ? layoutOf(draft, map, around) : undefined,
  };
}

/** The slots of a sequence, in order. */
export function itemSlots(draft: Draft, seq: YAMLSeq, around: Slot): readonly Slot[] {
  const items = sequenceItems(seq);
  if (items.length !== seq.items.length) draft.refuse("The list is written in a way that cannot be edited safely.");
  const style = blockStyle(draft.tree, undefined);
  const flow = seq.flow ? layoutOf(draft, seq, around) : undefined;
  return seq.items.map((node, index): Slot => {
    const tokens = items[index]?.start ?? [];
    const dash = tokens.find(({ type }) => type === "seq-item-ind")?.offset;
    if (dash === undefined && flow === undefined) draft.refuse("The list has an error that must be repaired first.");
    return {
      in: "seq",
      ...held(node),
      introEnd: endOfLast(tokens, ["seq-item-ind", "anchor", "tag"]) ?? start(draft, node),
      gap: " ",
      column: columnOf(draft.text, dash ?? start(draft, node)),
      style,
      flow,
    };
  });
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
  return (
    explicitKey !== true &&
    !start.some(({ type }) => type === "anchor" || type === "tag" || type === "explicit-key-ind")
  );
}

function endOfLast(tokens: SourceItem["start"], types: readonly string[]): number | undefined {
  const last = tokens.findLast(({ type }) => types.includes(type));
  return last && last.offset + last.source.length;
}

/** Where each item of a flow collection begins, its anchor and tag included. */
export function flowItemStart(draft: Draft, node: YAMLMap | YAMLSeq, index: number): number {
  const item: unknown = node.items[index];
  const tokens = isMap(node) ? pairItemAt(node, index) : sequenceItems(node)[index];
  const property = tokens?.start.find(({ type }) => type === "anchor" || type === "tag" || type === "explicit-key-ind");
  if (property !== undefined) return property.offset;
  const first = isMap(node) ? node.items[index]?.key : item;
  return start(draft, first);
}

function pairItemAt(map: YAMLMap, index: number): SourceItem | undefined {
  const pair = map.items[index];
  return pair && pairItem(pair);
}

export function layoutOf(draft: Draft, node: YAMLMap | YAMLSeq, around: Slot): FlowLayout {
  const style = flowStyle(draft.text, node, around.flow?.style ?? plainFlow);
  if (node.items.length === 0) return { style, lines: undefined };
  const { text } = draft;
  const last = flowItemStart(draft, node, node.items.length - 1);
  const base = indentOf(text, nodeStart(text, node));
  const indent = indentOf(text, last);
  if (!beginsLine(text, last) || !text.slice(nodeStart(text, node), last).includes("\n")) {
    return { style, lines: undefined };
  }
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
