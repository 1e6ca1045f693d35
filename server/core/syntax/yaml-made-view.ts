import type { Span } from "../text.ts";
import type { YamlView } from "./yaml-view.ts";

/** Where a value that nobody has written as such comes from. */
export interface Origin {
  readonly span: Span;
  readonly entrySpan: Span;
}

/** A value that is put together from several places of a text. It has no path: there is nothing that an edit could change. */
abstract class MadeView implements YamlView {
  abstract readonly kind: YamlView["kind"];
  readonly path: YamlView["path"] = [];
  readonly via = "own";
  readonly span: Span;
  readonly entrySpan: Span;

  constructor({ span, entrySpan }: Origin) {
    this.span = span;
    this.entrySpan = entrySpan;
  }

  get keySpan(): Span {
    return this.span;
  }

  at(...keys: readonly (string | number)[]): YamlView | undefined {
    const [key, ...others] = keys;
    if (key === undefined) return this;
    const found = this.kind === "seq" ? this.items()[Number(key)] : this.get(String(key));
    return others.length === 0 ? found : found?.at(...others);
  }

  get(_key: string): YamlView | undefined {
    return undefined;
  }

  entries(): readonly { readonly key: string; readonly value: YamlView }[] {
    return [];
  }

  items(): readonly YamlView[] {
    return [];
  }

  scalar(): string | number | boolean | null | undefined {
    return undefined;
  }

  string(): string | undefined {
    const value = this.scalar();
    return typeof value === "string" ? value : undefined;
  }

  text(): string | undefined {
    const value = this.scalar();
    return value === undefined || value === null ? undefined : String(value);
  }

  number(): number | undefined {
    const value = this.scalar();
    return typeof value === "number" ? value : undefined;
  }

  boolean(): boolean | undefined {
    const value = this.scalar();
    return typeof value === "boolean" ? value : undefined;
  }

  isNull(): boolean {
    return this.scalar() === null;
  }
}

/** Its values may still be set while it is being made. */
export class MadeMap extends MadeView {
  readonly kind = "map";
  readonly values: Map<string, YamlView>;

  constructor(origin: Origin, values: Iterable<readonly [string, YamlView | undefined]> = []) {
    super(origin);
    this.values = new Map();
    for (const [key, value] of values) if (value) this.values.set(key, value);
  }

  override get(key: string): YamlView | undefined {
    return this.values.get(key);
  }

  override entries(): readonly { readonly key: string; readonly value: YamlView }[] {
    return Array.from(this.values, ([key, value]) => ({ key, value }));
  }
}

/** By place: some of those before an item may be unknown. */
export class MadeSeq extends MadeView {
  readonly kind = "seq";
  readonly values: Map<string, YamlView>;

  constructor(origin: Origin, values: readonly YamlView[] = []) {
    super(origin);
    this.values = new Map(values.map((value, index) => [String(index), value]));
  }

  override items(): readonly YamlView[] {
    return [...this.values.values()];
  }
}

export class MadeScalar extends MadeView {
  readonly kind = "scalar";
  private readonly value: string | number | boolean | null;

  constructor(origin: Origin, value: string | number | boolean | null) {
    super(origin);
    this.value = value;
  }

  override scalar(): string | number | boolean | null {
    return this.value;
  }
}

/** A value of a text that is itself a value of another: it stands where `place` says. */
export class PlacedView implements YamlView {
  private readonly inner: YamlView;
  private readonly place: (span: Span) => Span;

  constructor(inner: YamlView, place: (span: Span) => Span) {
    this.inner = inner;
    this.place = place;
  }

  get kind(): YamlView["kind"] {
    return this.inner.kind;
  }

  get path(): YamlView["path"] {
    return this.inner.path;
  }

  get via(): YamlView["via"] {
    return this.inner.via;
  }

  get span(): Span {
    return this.place(this.inner.span);
  }

  get keySpan(): Span {
    return this.place(this.inner.keySpan);
  }

  get entrySpan(): Span {
    return this.place(this.inner.entrySpan);
  }

  private placed(view: YamlView | undefined): YamlView | undefined {
    return view && new PlacedView(view, this.place);
  }

  get(key: string): YamlView | undefined {
    return this.placed(this.inner.get(key));
  }

  at(...keys: readonly (string | number)[]): YamlView | undefined {
    return this.placed(this.inner.at(...keys));
  }

  entries(): readonly { readonly key: string; readonly value: YamlView }[] {
    return this.inner.entries().map(({ key, value }) => ({ key, value: new PlacedView(value, this.place) }));
  }

  items(): readonly YamlView[] {
    return this.inner.items().map((item) => new PlacedView(item, this.place));
  }

  scalar(): string | number | boolean | null | undefined {
    return this.inner.scalar();
  }

  string(): string | undefined {
    return this.inner.string();
  }

  text(): string | undefined {
    return this.inner.text();
  }

  number(): number | undefined {
    return this.inner.number();
  }

  boolean(): boolean | undefined {
    return this.inner.boolean();
  }

  isNull(): boolean {
    return this.inner.isNull();
  }
}
