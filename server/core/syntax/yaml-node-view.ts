import type { Path } from "../edits/change.ts";
import type { Span } from "../text.ts";
import type { Aliases } from "./yaml-aliases.ts";
import { type MapEntry, mapEntries } from "./yaml-map-index.ts";
import { olderBoolean, scalarText, scalarValue } from "./yaml-scalar.ts";
import type { Node, Pair } from "./yaml-source.ts";
import { isAlias, isMap, isNode, isScalar, isSeq } from "./yaml-source.ts";
import { dashBefore, nodeEnd, nodeStart, pairEnd, valueSpan } from "./yaml-spans.ts";
import type { YamlView } from "./yaml-view.ts";

/** What all views of a document share. */
export interface Ground {
  readonly text: string;
  readonly aliases: Aliases;
}

/** How a view was reached from the one above it. */
type Step =
  | { readonly in: "map"; readonly parent: NodeView; readonly entry: MapEntry }
  | { readonly in: "seq"; readonly parent: NodeView; readonly index: number }
  | undefined;

export class NodeView implements YamlView {
  readonly kind: YamlView["kind"];
  readonly via: YamlView["via"];
  private readonly ground: Ground;
  private readonly step: Step;
  /** As it is written here: an alias, or nothing, where `node` is what that stands for. */
  private readonly written: Node | undefined;
  private readonly node: Node | undefined;
  /** The alias that brought this value here. */
  private readonly alias: Node | undefined;
  private children: ReadonlyMap<string | number, NodeView> | undefined;

  constructor(ground: Ground, written: Node | undefined, step: Step) {
    this.ground = ground;
    this.step = step;
    this.written = written;
    this.node = isAlias(written) ? ground.aliases.target(written) : written;
    this.kind = isMap(this.node) ? "map" : isSeq(this.node) ? "seq" : "scalar";
    const merged = step?.in === "map" ? step.entry.merged : undefined;
    const above = step?.parent.alias;
    this.alias = above ?? merged ?? (isAlias(written) ? written : undefined);
    this.via =
      above !== undefined ? (step?.parent.via ?? "own") : merged !== undefined ? "merge" : this.alias ? "alias" : "own";
  }

  get path(): Path {
    const path: (string | number)[] = [];
    for (let step = this.step; step !== undefined; step = step.parent.step) {
      path.push(step.in === "map" ? step.entry.key : step.index);
    }
    return path.reverse();
  }

  get span(): Span {
    const node = this.alias ?? this.written;
    if (node !== undefined) return valueSpan(this.ground.text, node);
    const end = this.step?.in === "map" ? pairEnd(this.ground.text, this.step.entry.pair) : 0;
    return { start: end, end };
  }

  get keySpan(): Span {
    const key = this.step?.in === "map" && this.isPlacedHere() ? this.step.entry.pair.key : undefined;
    return isNode(key) ? valueSpan(this.ground.text, key) : this.span;
  }

  get entrySpan(): Span {
    if (this.step === undefined || !this.isPlacedHere()) return this.span;
    const { text } = this.ground;
    if (this.step.in === "map") return { start: this.keySpan.start, end: pairEnd(text, this.step.entry.pair) };
    const { written, step } = this;
    if (written === undefined) return this.span;
    const start = nodeStart(text, written);
    const { node } = step.parent;
    const isBlock = isSeq(node) && node.flow !== true;
    return { start: (isBlock ? dashBefore(text, start) : undefined) ?? start, end: nodeEnd(text, written) };
  }

  /** False for what stands elsewhere, so that its key and dash are not in the text that leads here. */
  private isPlacedHere(): boolean {
    return this.alias === undefined || this.alias === this.written;
  }

  get(key: string): YamlView | undefined {
    return this.kind === "map" ? this.views().get(key) : undefined;
  }

  at(...keys: readonly (string | number)[]): YamlView | undefined {
    let view: NodeView | undefined = this;
    for (const key of keys) view = view?.views().get(view.kind === "map" ? String(key) : key);
    return view;
  }

  entries(): readonly { readonly key: string; readonly value: YamlView }[] {
    if (this.kind !== "map") return [];
    return Array.from(this.views(), ([key, value]) => ({ key: String(key), value }));
  }

  items(): readonly YamlView[] {
    return this.kind === "seq" ? [...this.views().values()] : [];
  }

  private views(): ReadonlyMap<string | number, NodeView> {
    this.children ??= this.makeViews();
    return this.children;
  }

  private makeViews(): ReadonlyMap<string | number, NodeView> {
    const { node, ground } = this;
    const views = new Map<string | number, NodeView>();
    if (isMap(node)) {
      for (const [key, entry] of mapEntries(node, ground.aliases)) {
        views.set(key, new NodeView(ground, writtenValue(entry.pair), { in: "map", parent: this, entry }));
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        views.set(index, new NodeView(ground, isNode(item) ? item : undefined, { in: "seq", parent: this, index }));
      });
    }
    return views;
  }

  scalar(): string | number | boolean | null | undefined {
    if (this.kind !== "scalar") return undefined;
    return isScalar(this.node) ? scalarValue(this.node) : null;
  }

  string(): string | undefined {
    const value = this.scalar();
    return typeof value === "string" ? value : undefined;
  }

  text(): string | undefined {
    const value = this.scalar();
    if (value === null || value === undefined || !isScalar(this.node)) return undefined;
    return scalarText(this.node);
  }

  number(): number | undefined {
    const value = this.scalar();
    return typeof value === "number" ? value : undefined;
  }

  boolean(): boolean | undefined {
    const value = this.scalar();
    if (typeof value === "boolean") return value;
    return isScalar(this.node) && value !== null ? olderBoolean(this.node) : undefined;
  }

  isNull(): boolean {
    return this.kind === "scalar" && this.scalar() === null;
  }
}

function writtenValue(pair: Pair): Node | undefined {
  return isNode(pair.value) ? pair.value : undefined;
}
