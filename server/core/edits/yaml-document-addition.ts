import { isMap } from "../syntax/yaml-source.ts";
import type { Json } from "./change.ts";
import { lastLeaf, textBlockHeader } from "./yaml-block-items.ts";
import type { Draft } from "./yaml-draft.ts";
import { blockStyle } from "./yaml-style.ts";
import { valueLines } from "./yaml-write.ts";

/** Writes a document of its own behind the draft's, in the draft's style. */
export function addDocumentBehind(draft: Draft, value: { readonly [key: string]: Json }): undefined {
  const { text, tree } = draft;
  const root = tree.contents;
  if (!isMap(root) || root.flow === true) return draft.refuse("A JSON file holds one value, and no further document.");
  draft.checkErrors(0, text.length);
  const ends = text.endsWith("\n");
  // The line break would become a part of the text.
  if (!ends && textBlockHeader(draft, lastLeaf(root)) !== undefined) {
    return draft.refuse("The file ends in a block of text without a line break.");
  }
  const lines = ["---", ...valueLines(value, 0, blockStyle(tree, root))];
  draft.insert(text.length, (ends ? "" : draft.lineBreak) + lines.map((line) => line + draft.lineBreak).join(""));
}
