import type { YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isMap, isNode } from "../syntax/yaml-source.ts";
import { nodeEnd, nodeStart, pairEnd } from "../syntax/yaml-spans.ts";
import { lastLeaf, startOfItem, textBlockHeader } from "./yaml-block-items.ts";
import type { Draft } from "./yaml-draft.ts";
import { beginsLine, endsLine, lineBehind, lineEnd, lineStart } from "./yaml-lines.ts";

/** Removes entries of a block map or items of a block sequence, not all of them, with the comments on their lines. */
export function removeBlockItems(draft: Draft, node: YAMLMap | YAMLSeq, removed: ReadonlySet<number>): undefined {
  if (removed.size === 0) return;
  const { text } = draft;
  draft.checkErrors(nodeStart(text, node), nodeEnd(text, node));
  const placeOf = (index: number) => placeAt(draft, node, index);
  const first = placeOf(0)?.start ?? 0;
  let kept = 0;
  while (removed.has(kept)) kept++;
  for (const index of removed) {
    const place = placeOf(index);
    if (place === undefined) return draft.refuse("The entry is written in a way that cannot be removed safely.");
    checkRemoval(draft, node, index, place.end);
    if (index >= kept) removeLines(draft, place);
    else if (!beginsLine(text, first)) continue;
    else if (lineStart(text, first) === documentStart(text)) removeFirstLines(draft, place);
    else removeLines(draft, place);
  }
  if (kept > 0 && !beginsLine(text, first)) pullUp(draft, placeOf, kept);
  keepTextBlocks(draft, node, removed, placeOf);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

type PlaceOf = (index: number) => Place | undefined;

function placeAt(draft: Draft, node: YAMLMap | YAMLSeq, index: number): Place | undefined {
  const start = startOfItem(draft, node, index);
  if (start === undefined) return undefined;
  const item: unknown = node.items[index];
  const end = isMap(node) ? pairEnd(draft.text, node.items[index]) : isNode(item) ? nodeEnd(draft.text, item) : 0;
  return { start, end: Math.max(end, start + 1) };
}

function checkRemoval(draft: Draft, node: YAMLMap | YAMLSeq, index: number, end: number): void {
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
  draft.replace(text[from - 2] === "\r" ? from - 2 : from - 1, lineEnd(text, end), "");
}

/** Nothing stands above, so the line break below goes instead. */
function removeFirstLines(draft: Draft, { start, end }: Place): void {
  draft.replace(lineStart(draft.text, start), lineBehind(draft.text, end), "");
}

const documentStart = (text: string) => lineStart(text, 0);

/** Where the first entries shared their line with a dash, the first that stays takes their place. */
function pullUp(draft: Draft, placeOf: PlaceOf, kept: number): undefined {
  const { text } = draft;
  const start = placeOf(0)?.start;
  const end = placeOf(kept - 1)?.end;
  const next = placeOf(kept)?.start;
  if (start === undefined || end === undefined || next === undefined) {
    return draft.refuse("The entry behind it is written in a way that cannot be moved safely.");
  }
  for (let index = 1; index < kept; index++) {
    const gap = text.slice(lineEnd(text, placeOf(index - 1)?.end ?? start), placeOf(index)?.start);
    if (gap.includes("#")) draft.refuse("A comment stands between the entries that would be removed.");
  }
  let to = lineEnd(text, end);
  while (to < next && /\s/.test(text[to] ?? "")) to++;
  draft.replace(start, to, "");
}

/** What follows a removed entry must not become part of a text block in front of it. */
function keepTextBlocks(draft: Draft, node: YAMLMap | YAMLSeq, removed: ReadonlySet<number>, placeOf: PlaceOf): void {
  const { text } = draft;
  let header: string | undefined;
  for (const index of [...removed].sort((a, b) => a - b)) {
    if (!removed.has(index - 1)) header = headerBefore(draft, node, index);
    const place = placeOf(index);
    if (header !== undefined && place !== undefined) {
      const below = /^\s*/.exec(text.slice(lineBehind(text, place.end)))?.[0] ?? "";
      const next = lineBehind(text, place.end) + below.length;
      const comment = text[next] === "#" && /[ \t]$/.test(below);
      const blank = next < text.length ? below.slice(0, below.lastIndexOf("\n") + 1) : below;
      const lastBreak = text.includes("\n", place.end);
      if (comment || !lastBreak || /[ \t]/.test(blank) || (blank !== "" && header.includes("+"))) {
        draft.refuse("What follows would become part of the text block above.");
      }
    }
  }
}

/** Of the text block that the entry before this one ends with. */
function headerBefore(draft: Draft, node: YAMLMap | YAMLSeq, index: number): string | undefined {
  const before: unknown = isMap(node) ? node.items[index - 1]?.value : node.items[index - 1];
  return isNode(before) ? textBlockHeader(draft, lastLeaf(before)) : undefined;
}
