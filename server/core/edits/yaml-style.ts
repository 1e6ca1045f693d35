import type { Node, Pair, YAMLMap, YamlSource } from "../syntax/yaml-source.ts";
import { isMap, isNode, isSeq } from "../syntax/yaml-source.ts";
import { nodeStart } from "../syntax/yaml-spans.ts";
import { columnOf } from "./yaml-lines.ts";
import type { BlockStyle, FlowStyle } from "./yaml-write.ts";

/** How new blocks below a key of `map` are laid out: as its neighbours are, else as most of the document is. */
export function blockStyle(source: YamlSource, map: YAMLMap | undefined): BlockStyle {
  const near = new Habits();
  if (map !== undefined) near.note(source.text, map);
  const all = habitsOf(source);
  return {
    step: near.steps.favourite() ?? all.steps.favourite() ?? 2,
    dash: near.dashes.favourite() ?? all.dashes.favourite() ?? 2,
  };
}

class Habits {
  readonly steps = new Tally();
  readonly dashes = new Tally();

  note(text: string, map: YAMLMap): void {
    if (map.flow === true) return;
    for (const pair of map.items.slice(0, enough)) this.notePair(text, pair);
  }

  private notePair(text: string, { key, value }: Pair): void {
    if (!isNode(key) || !(isMap(value) || isSeq(value)) || value.flow === true) return;
    const distance = columnOf(text, nodeStart(text, value)) - columnOf(text, nodeStart(text, key));
    if (isSeq(value) && distance >= 0) this.dashes.count(distance);
    if (isMap(value) && distance > 0) this.steps.count(distance);
  }
}

/** So many neighbours tell how the others are laid out. */
const enough = 100;

class Tally {
  private readonly counts = new Map<number, number>();

  count(value: number): void {
    this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  favourite(): number | undefined {
    let best: number | undefined;
    let most = 0;
    for (const [value, count] of this.counts) {
      if (count > most) {
        best = value;
        most = count;
      }
    }
    return best;
  }
}

const known = new WeakMap<YamlSource, Habits>();

function habitsOf(source: YamlSource): Habits {
  let habits = known.get(source);
  if (habits === undefined) {
    habits = new Habits();
    if (source.contents !== undefined) noteAll(source.text, source.contents, habits);
    known.set(source, habits);
  }
  return habits;
}

function noteAll(text: string, node: Node, habits: Habits): void {
  if (isMap(node)) {
    habits.note(text, node);
    for (const { value } of node.items) if (isNode(value)) noteAll(text, value, habits);
  } else if (isSeq(node)) {
    for (const item of node.items) if (isNode(item)) noteAll(text, item, habits);
  }
}

/** How a flow collection is written; where it tells nothing, as the one around it. */
export function flowStyle(text: string, node: Node, around: FlowStyle): FlowStyle {
  if (!isMap(node) && !isSeq(node)) return around;
  const start = nodeStart(text, node);
  const first: unknown = node.items[0];
  if (first === undefined) return around;
  const pad = text[start + 1] === " " ? " " : "";
  const second: unknown = node.items[1];
  const before = isMap(node) ? node.items[1]?.key : second;
  const comma = isNode(before) ? (text[nodeStart(text, before) - 1] === "," ? "," : ", ") : around.comma;
  if (!isMap(node)) {
    const json = isNode(first) && text[nodeStart(text, first)] === '"';
    return { ...around, json: around.json || json, pad, comma };
  }
  const key = node.items[0]?.key;
  const json = isNode(key) && text[nodeStart(text, key)] === '"';
  const value = node.items[0]?.value;
  const tight = json && isNode(value) && text[nodeStart(text, value) - 1] === ":";
  return { json, pad, colon: tight ? ":" : ": ", comma: isNode(before) ? comma : tight ? "," : ", " };
}
