import type { Path } from "../edits/change.ts";
import type { Span } from "../text.ts";

/**
 * A value in a YAML or JSON document, with aliases and merge keys already followed.
 * Views are cheap and made on demand; offsets count from the start of the document's own text, not of the file's.
 */
export interface YamlView {
  readonly kind: "map" | "seq" | "scalar";
  /** From the document's root, through the document as it is written at this place. */
  readonly path: Path;
  /** Where this value stands in the text, on one line where it is a scalar. For a value that came by alias or merge: the alias. */
  readonly span: Span;
  /** The key that leads here; the item's own span where it is an item of a sequence; the root's span at the root. */
  readonly keySpan: Span;
  /** The whole entry: from the key (or the item's dash) to the value's end, without the line break. */
  readonly entrySpan: Span;
  /** What an edit at `path` would change: only this place, or (`alias`, `merge`) also every other that shares the anchor. */
  readonly via: "own" | "alias" | "merge";
  /** `key`'s value; undefined where the key is absent. A key without value gives a null scalar. Duplicate keys: the last wins. */
  get(key: string): YamlView | undefined;
  /** `get` repeated; undefined as soon as one is absent. */
  at(...keys: readonly (string | number)[]): YamlView | undefined;
  /** The entries of a map (merged ones behind the own), in order; empty for the other kinds. */
  entries(): readonly { readonly key: string; readonly value: YamlView }[];
  /** The items of a sequence; empty for the other kinds. */
  items(): readonly YamlView[];
  /** The scalar as the YAML 1.2 core schema reads it; undefined for maps and sequences. */
  scalar(): string | number | boolean | null | undefined;
  /** The scalar if it is a string. */
  string(): string | undefined;
  /** A string, or a number or boolean as it is written; undefined for null, maps and sequences. */
  text(): string | undefined;
  number(): number | undefined;
  /** Also as YAML 1.1 reads it: a plain `yes` where a truth value is wanted. */
  boolean(): boolean | undefined;
  /** True for null, `~` and a key without value. */
  isNull(): boolean;
}

/** One document of a YAML file, or a JSON file. Total: broken text still gives a root where anything can be read. */
export interface YamlDocument {
  /** The document's own text: from its `---` line (or the file's start, comments included) to the next marker. */
  readonly text: string;
  readonly root: YamlView | undefined;
  /** Comments with their `#`, in order. */
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
}
