import { treeOf } from "../syntax/yaml.ts";
import { isMergeKey, type MapEntry, mapEntries } from "../syntax/yaml-map-index.ts";
import { scalarText } from "../syntax/yaml-scalar.ts";
import type { Pair, YAMLMap, YAMLSeq } from "../syntax/yaml-source.ts";
import { isAlias, isMap, isScalar, isSeq } from "../syntax/yaml-source.ts";
import { nodeEnd, nodeStart, sequenceItems } from "../syntax/yaml-spans.ts";
import type { YamlDocument } from "../syntax/yaml-view.ts";
import type { Change, EditResult, Json } from "./change.ts";
import { type Addition, addBlockEntries, addBlockItems } from "./yaml-block-additions.ts";
import { removeBlockItems } from "./yaml-block-removals.ts";
import { collapse } from "./yaml-collapse.ts";
import { addDocumentBehind } from "./yaml-document-addition.ts";
import { Draft } from "./yaml-draft.ts";
import { editFlowItems } from "./yaml-flow-edits.ts";
import { isBlank } from "./yaml-lines.ts";
import { addChange, child, created, emptyPlan, isBlock, isList, isMixed, isRecord, type Plan } from "./yaml-plan.ts";
import { sameValue } from "./yaml-same.ts";
import { entrySlot, type FlowLayout, isVacant, itemSlot, layoutOf, rootSlot, type Slot } from "./yaml-slot.ts";
import { writeValue } from "./yaml-value.ts";
import { writeInline, writePair, writeScalar } from "./yaml-write.ts";

/**
 * Turns changes into edits of the document's own text that leave every other byte alone. Paths count in the document as
 * it is: what one change does, the others do not see; what they create under one key becomes one block.
 */
export function editYaml(document: YamlDocument, changes: readonly Change[]): EditResult {
  const draft = new Draft(treeOf(document));
  const plan = emptyPlan("");
  for (const change of changes) {
    if (change.op === "replace") {
      draft.replace(change.span.start, change.span.end, change.text);
    } else if (change.op !== "document") {
      const reason = addChange(plan, change);
      if (reason !== undefined) draft.refuse(reason);
    }
  }
  if (document.text.includes("\uFEFF", 1)) draft.refuse("A byte order mark stands in the middle of the text.");
  const root = draft.tree.contents;
  if (plan.value !== undefined || plan.removed || plan.newKey !== undefined) {
    draft.refuse("The whole document would have to be rewritten.");
  } else if (root === undefined) {
    if (created(plan) !== undefined) draft.refuse("The document is empty.");
  } else if (collapse(draft.tree, root, plan)) {
    draft.refuse("Nothing would be left of the document.");
  } else {
    applyPlan(draft, rootSlot(draft, root), plan);
  }
  // What comes behind the document stands behind what comes at its end.
  for (const change of changes) if (change.op === "document") addDocumentBehind(draft, change.value);
  return draft.result();
}

function applyPlan(draft: Draft, slot: Slot, plan: Plan): undefined {
  if (plan.value !== undefined) return setValue(draft, slot, plan.value);
  if (plan.children.size === 0 && plan.appended.length === 0) return;
  const { node } = slot;
  if (isAlias(node)) return draft.refuse(`The value comes from the alias *${node.source}, which other places share.`);
  if (node === undefined || isVacant(node)) {
    const value = newValue(draft, plan);
    if (value !== undefined) writeValue(draft, slot, value);
  } else if (isMap(node) && plan.appended.length > 0) {
    draft.refuse("There are keys where a list is expected.");
  } else if (isMap(node) || isSeq(node)) {
    applyToCollection(draft, slot, node, plan);
  } else if (created(plan) !== undefined) {
    draft.refuse("There is a plain value where keys or a list are expected.");
  }
}

/** What a plan creates where nothing stands. */
function newValue(draft: Draft, plan: Plan): Json | undefined {
  if (isMixed(plan)) draft.refuse("A list and keys are wanted in the same place.");
  return created(plan);
}

function applyToCollection(draft: Draft, slot: Slot, node: YAMLMap | YAMLSeq, plan: Plan): undefined {
  if (node.items.length > 0)
    return isMap(node) ? applyToMap(draft, slot, node, plan) : applyToSeq(draft, slot, node, plan);
  const value = newValue(draft, plan);
  if (value === undefined) return;
  const inside = draft.text.slice(nodeStart(draft.text, node) + 1, nodeEnd(draft.text, node) - 1);
  if (isMap(node) !== isRecord(value)) return draft.refuse("There is a list where keys are expected.");
  if (!isBlank(inside)) return draft.refuse("A comment stands inside of the empty braces.");
  writeValue(draft, slot, value);
}

function applyToMap(draft: Draft, slot: Slot, map: YAMLMap, plan: Plan): undefined {
  const entries = mapEntries(map, draft.tree.aliases);
  const layout = layoutOf(draft, map, slot);
  const additions: Addition[] = [];
  const removed = new Set<number>();
  for (const [key, below] of plan.children) {
    const entry = entries.get(key);
    if (entry === undefined || entry.merged !== undefined) {
      const value = addedValue(draft, key, entry, below);
      if (value !== undefined) additions.push([key, value]);
    } else if (entry.duplicate) {
      draft.refuse(`${key} stands twice in the same place.`);
    } else if (below.removed) {
      checkGoing(draft, entry, below);
      removed.add(map.items.indexOf(entry.pair));
    } else {
      applyToEntry(draft, map, entry, below, layout);
    }
  }
  checkNewNames(draft, entries, plan);
  if (removed.size === map.items.length) return writeValue(draft, slot, Object.fromEntries(additions));
  if (layout !== undefined) {
    const added = additions.map(([key, value]) => writePair(key, value, layout.style, layout.lines));
    editFlowItems(draft, map, layout, removed, added);
  } else {
    removeBlockItems(draft, map, removed);
    if (additions.length > 0) addBlockEntries(draft, map, additions);
  }
}

/** No key may stand twice once others are renamed and added. */
function checkNewNames(draft: Draft, entries: ReadonlyMap<string, MapEntry>, { children }: Plan): void {
  const renamed = new Set<string>();
  for (const { newKey } of children.values()) {
    if (newKey === undefined) continue;
    if (entries.has(newKey) || children.has(newKey) || renamed.has(newKey)) {
      draft.refuse(`There is a key ${newKey} already.`);
    }
    renamed.add(newKey);
  }
}

/** What comes in under a key that the map does not have as its own. */
function addedValue(draft: Draft, key: string, entry: MapEntry | undefined, below: Plan): Json | undefined {
  if (entry === undefined) {
    if (below.newKey !== undefined) draft.refuse(`There is no key ${key} that could be renamed.`);
    return newValue(draft, below);
  }
  // An own key wins over a merged one, so that only this place changes.
  const { value } = below;
  if (value === undefined || below.newKey !== undefined) {
    draft.refuse(`${key} comes from a merge key (<<), which other places share.`);
    return undefined;
  }
  return sameValue(draft.tree, entry.pair.value, value) ? undefined : value;
}

function checkGoing(draft: Draft, { key, hides }: MapEntry, { newKey }: Plan): void {
  if (hides) draft.refuse(`${key} would come back by a merge key (<<).`);
  if (newKey !== undefined) draft.refuse(`${key} would be renamed, and yet nothing would be left of it.`);
}

function applyToEntry(
  draft: Draft,
  map: YAMLMap,
  { pair }: MapEntry,
  plan: Plan,
  layout: FlowLayout | undefined,
): undefined {
  const slot = entrySlot(draft, map, pair, layout);
  if (slot === undefined) return;
  if (plan.newKey !== undefined) renameKey(draft, pair, plan.newKey, slot);
  applyPlan(draft, slot, plan);
}

function applyToSeq(draft: Draft, slot: Slot, seq: YAMLSeq, plan: Plan): undefined {
  const layout = layoutOf(draft, seq, slot);
  const items = sequenceItems(seq);
  const removed = new Set<number>();
  for (const [key, below] of plan.children) {
    const index = /^(?:0|[1-9][0-9]*)$/.test(key) ? Number(key) : seq.items.length;
    if (index >= seq.items.length) {
      if (created(below) !== undefined) draft.refuse(`There is a list here, which has no ${key}.`);
    } else if (below.newKey !== undefined) {
      draft.refuse("An item of a list has no key.");
    } else if (below.removed) {
      removed.add(index);
    } else {
      const inner = itemSlot(draft, seq, items, index, layout);
      if (inner !== undefined) applyPlan(draft, inner, below);
    }
  }
  const added = plan.appended;
  if (removed.size === seq.items.length) return writeValue(draft, slot, added);
  if (layout !== undefined) {
    editFlowItems(
      draft,
      seq,
      layout,
      removed,
      added.map((value) => writeInline(value, layout.style, layout.lines)),
    );
  } else {
    removeBlockItems(draft, seq, removed);
    if (added.length > 0) addBlockItems(draft, seq, added);
  }
}

/** Sets a value; where a collection takes the place of one of its kind, only what differs is touched. */
function setValue(draft: Draft, slot: Slot, value: Json): undefined {
  const { node } = slot;
  const nothing = node === undefined && slot.tagged;
  if (!nothing && sameValue(draft.tree, node, value)) return;
  if (isMap(node) && node.items.length > 0 && isRecord(value) && isBlock(value)) {
    const plan = emptyPlan("");
    if (node.items.some((pair) => isMergeKey(pair) || !isScalar(pair.key))) {
      draft.refuse("There are merge keys (<<) or keys that are no plain words in what would be replaced.");
    }
    for (const [key, item] of Object.entries(value)) child(plan, key).value = item;
    for (const key of mapEntries(node, draft.tree.aliases).keys()) {
      if (!plan.children.has(key)) child(plan, key).removed = true;
    }
    return applyToMap(draft, slot, node, plan);
  }
  if (isSeq(node) && node.items.length > 0 && isList(value) && isBlock(value)) {
    const plan = emptyPlan("");
    for (const [index, item] of value.entries()) {
      if (index < node.items.length) child(plan, index).value = item;
      else plan.appended.push(item);
    }
    for (let index = value.length; index < node.items.length; index++) child(plan, index).removed = true;
    return applyToSeq(draft, slot, node, plan);
  }
  writeValue(draft, slot, value);
}

function renameKey(draft: Draft, { key }: Pair, name: string, { flow }: Slot): undefined {
  if (!isScalar(key)) return draft.refuse("The key comes from an alias.");
  const start = nodeStart(draft.text, key);
  const end = nodeEnd(draft.text, key);
  draft.checkErrors(start, end);
  const quoted = key.type === "QUOTE_DOUBLE" || flow?.style.json ? '"' : key.type === "QUOTE_SINGLE" ? "'" : undefined;
  if (scalarText(key) !== name) draft.replace(start, end, writeScalar(name, quoted));
}
