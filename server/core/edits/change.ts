import type { Edit, Span } from "../text.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Keys and indexes from a YAML document's root. */
export type Path = readonly (string | number)[];

/**
 * What a fix wants. `replace` says it in text; the others say it in YAML and leave the bytes to the YAML editor, so that
 * several fixes can be written as one block.
 */
export type Change =
  | { readonly op: "replace"; readonly span: Span; readonly text: string }
  /** Sets the value at `path`; maps that are missing on the way are created. */
  | { readonly op: "set"; readonly path: Path; readonly value: Json }
  /** Adds an item to the sequence at `path`, which is created where it is missing. */
  | { readonly op: "append"; readonly path: Path; readonly value: Json }
  /** Removes the entry or item at `path`; a map or sequence that becomes empty is removed with it. */
  | { readonly op: "remove"; readonly path: Path }
  /** Renames the key of the entry at `path`. */
  | { readonly op: "rename"; readonly path: Path; readonly key: string }
  /** Adds a document behind this one. */
  | { readonly op: "document"; readonly value: { readonly [key: string]: Json } };

/** Edits, or why no exact edit exists (a sentence for the user). */
export type EditResult = { readonly edits: readonly Edit[] } | { readonly refused: string };

export const replace = (span: Span, text: string): Change => ({ op: "replace", span, text });
export const insert = (at: number, text: string): Change => ({ op: "replace", span: { start: at, end: at }, text });
export const set = (path: Path, value: Json): Change => ({ op: "set", path, value });
export const append = (path: Path, value: Json): Change => ({ op: "append", path, value });
export const remove = (path: Path): Change => ({ op: "remove", path });
export const rename = (path: Path, key: string): Change => ({ op: "rename", path, key });
export const addDocument = (value: { readonly [key: string]: Json }): Change => ({ op: "document", value });
