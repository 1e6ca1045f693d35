import type { Node, Scalar } from "../syntax/yaml-source.ts";
import { isAlias, isScalar } from "../syntax/yaml-source.ts";
import { nodeEnd, nodeStart } from "../syntax/yaml-spans.ts";
import type { Json } from "./change.ts";
import { startOfItem } from "./yaml-block-items.ts";
import type { Draft } from "./yaml-draft.ts";
import { endsLine, isBlank, lineEnd } from "./yaml-lines.ts";
import { isBlock, isList } from "./yaml-plan.ts";
import { isCollection, type Slot } from "./yaml-slot.ts";
import { blockStyle } from "./yaml-style.ts";
import { indentLines, plainFlow, valueLines, writeInline, writeScalar } from "./yaml-write.ts";

/** Writes a value into a slot, over whatever stands there. Comments around it stay. */
export function writeValue(draft: Draft, slot: Slot, value: Json): undefined {
  const { node } = slot;
  if (slot.tagged) return draft.refuse("The value has a YAML tag, which a new value may not fit.");
  if (node !== undefined && !beginsPlainly(draft, node)) {
    return draft.refuse("The value is written in a way that cannot be replaced safely.");
  }
  const end = node === undefined ? slot.introEnd : nodeEnd(draft.text, node);
  draft.checkErrors(slot.introEnd, end);
  const header = node !== undefined && isBlockScalar(node) ? headerEnd(node) : end;
  if (slot.flow === undefined && !(endsLine(draft.text, end) && endsLine(draft.text, header))) {
    return draft.refuse("Something else stands on the same line.");
  }
  if (node !== undefined) draft.checkAnchors(node, isScalar(node) && !isBlock(value));
  if (slot.flow === undefined && isBlock(value)) return writeBlock(draft, slot, value);
  const text = inlineText(slot, value);
  if (node === undefined) return draft.insert(slot.introEnd, slot.gap + text);
  const start = nodeStart(draft.text, node);
  if (isBlockScalar(node)) {
    draft.replace(start, headerEnd(node), text);
    draft.replace(lineEnd(draft.text, start), Math.max(end, lineEnd(draft.text, start)), "");
  } else if (isBelow(draft, slot, node)) {
    draft.insert(slot.introEnd, slot.gap + text);
    draft.replace(lineEnd(draft.text, slot.introEnd), lineEnd(draft.text, end), "");
  } else {
    draft.replace(start, end, text);
  }
}

/** False for a pair without braces in a list, and for a map that begins with `?` or with a property of its first key. */
function beginsPlainly(draft: Draft, node: Node): boolean {
  if (!isCollection(node)) return true;
  if (node.flow === true) return /[[{]/.test(draft.text.charAt(nodeStart(draft.text, node)));
  return startOfItem(draft, node, 0) !== undefined;
}

function inlineText({ node, flow }: Slot, value: Json): string {
  const style = flow?.style ?? plainFlow;
  if (typeof value === "string" && isScalar(node) && !style.json) {
    return writeScalar(value, node.type === "QUOTE_SINGLE" ? "'" : node.type === "QUOTE_DOUBLE" ? '"' : undefined);
  }
  return writeInline(value, style, flow?.lines);
}

/** Writes a map or a list in block style: on the lines below a key, or beginning behind a dash. */
function writeBlock(draft: Draft, slot: Slot, value: Json): undefined {
  if (slot.in === "root") return draft.refuse("The whole document would have to be rewritten.");
  const { text } = draft;
  const { node, introEnd } = slot;
  const start = node === undefined ? introEnd : nodeStart(text, node);
  const [head, tail] = blockParts(draft, slot, value, start);
  const below = node !== undefined && isBelow(draft, slot, node);
  const end = node === undefined ? introEnd : nodeEnd(text, node);
  // The token that gives way, and from where on to where lines give way with it.
  const tokenEnd = below ? introEnd : node !== undefined && isBlockScalar(node) ? headerEnd(node) : end;
  const tokenStart = !slot.compact || below ? introEnd : start;
  if (!isBlank(text.slice(introEnd, Math.min(start, tokenEnd)))) {
    return draft.refuse("A comment stands in the way.");
  }
  draft.replace(tokenStart, tokenEnd, head);
  draft.replace(lineEnd(text, tokenEnd), Math.max(lineEnd(text, tokenEnd), below ? lineEnd(text, end) : end), tail);
}

/** What stands behind the dash, and the lines below. */
function blockParts(draft: Draft, slot: Slot, value: Json, start: number): readonly [string, string] {
  const style = blockStyle(draft.tree, slot.map);
  if (!slot.compact) {
    const column = draft.columnAt(slot.start) + (slot.in === "seq" ? 2 : isList(value) ? style.dash : style.step);
    return ["", draft.lines(indentLines(valueLines(value, column, style), column))];
  }
  const here = slot.node !== undefined && !isBelow(draft, slot, slot.node);
  const column = here ? draft.columnAt(start) : draft.columnAt(slot.start) + 2;
  const [first = "", ...rest] = valueLines(value, column, style);
  return [here ? first : slot.gap + first, draft.lines(rest)];
}

/** A block collection that begins on a line below its key or dash. */
function isBelow(draft: Draft, slot: Slot, node: Node): boolean {
  if (!isCollection(node) || node.flow === true) return false;
  return draft.text.slice(slot.introEnd, nodeStart(draft.text, node)).includes("\n");
}

function isBlockScalar(node: Node): node is Scalar {
  return !isAlias(node) && isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
}

/** Behind `|-` or the like. */
function headerEnd(node: Scalar): number {
  const token = node.srcToken;
  const header =
    token?.type === "block-scalar" ? token.props.find(({ type }) => type === "block-scalar-header") : undefined;
  return header !== undefined && "source" in header ? header.offset + header.source.length : (node.range?.[0] ?? 0);
}
