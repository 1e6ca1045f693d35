import { configurationSchema, type Schema } from "../config-schema.ts";
import type { AnyRule } from "../rule.ts";
import { RuleIndex } from "../rule-index.ts";
import type { Span } from "../text.ts";
import type { Completion } from "./completion.ts";
import { describeRule, type Hover } from "./hover.ts";

/** Keys and values that may stand at an offset of a `.seaworthy.yaml`, read from lines: half-typed YAML does not parse. */
export function completeConfig(text: string, offset: number, rules: readonly AnyRule[]): readonly Completion[] {
  const place = placeAt(text, offset);
  const index = new RuleIndex(rules);
  const schemas = schemasAt(configurationSchema(rules), place.path);
  const values = schemas.flatMap(valuesOf);
  if (place.isValue) return values.map((value) => item(value, "value", "", undefined, place.span, value));

  const keys = new Map(schemas.flatMap(({ properties }) => Object.entries(properties ?? {})));
  return [
    ...[...keys].map(([key, schema]) => {
      const named = index.find(key);
      const markdown = named.map(describeRule).join("\n\n---\n\n") || undefined;
      const kind = named.length > 0 ? "rule" : "key";
      return item(key, kind, schema.description ?? "", markdown, place.span, `${key}: `);
    }),
    ...(place.isItem ? values.map((value) => item(value, "value", "", undefined, place.span, value)) : []),
  ];
}

/** What is to be said of the key at an offset. */
export function hoverConfig(text: string, offset: number, rules: readonly AnyRule[]): Hover | undefined {
  const start = offset - (/[\w./-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0);
  const key = /^[\w./-]+/.exec(text.slice(start, start + 200))?.[0];
  if (!key || !/^["']?[ \t]*:/.test(text.slice(start + key.length, start + key.length + 20))) return undefined;
  const place = placeAt(text, start);
  const schema = schemasAt(configurationSchema(rules), [...place.path, key])[0];
  if (place.isValue || !schema) return undefined;
  const described = new RuleIndex(rules).find(key).map(describeRule).join("\n\n---\n\n");
  const markdown = described || schema.description;
  return markdown ? { span: { start, end: start + key.length }, markdown } : undefined;
}

interface Place {
  /** The keys that lead to the map or value; items of a list add nothing. */
  readonly path: readonly string[];
  readonly isValue: boolean;
  /** Behind a dash. */
  readonly isItem: boolean;
  /** The word that is being typed. */
  readonly span: Span;
}

const keyLine = /^(\s*(?:- +)*)["']?([\w./-]+)["']?[ \t]*:(?:[ \t]|$)/;

function placeAt(text: string, offset: number): Place {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const word = /["']?[\w./-]*$/.exec(before)?.[0] ?? "";
  const span = { start: offset - word.length, end: offset };
  const lead = before.slice(0, before.length - word.length);
  const path = parents(text.slice(0, lineStart), indentOf(before));
  const key = keyLine.exec(lead)?.[2];
  if (key === undefined) return { path, isValue: false, isItem: /^\s*- +$/.test(lead), span };

  const value = lead.slice(lead.indexOf(":") + 1);
  const open = Math.max(value.lastIndexOf("{"), value.lastIndexOf("["));
  if (open < 0) return { path: [...path, key], isValue: true, isItem: false, span };
  const last =
    value
      .slice(open + 1)
      .split(",")
      .at(-1) ?? "";
  const inner = /["']?([\w./-]+)["']?[ \t]*:/.exec(last)?.[1];
  const flow = [...path, key, ...(inner === undefined ? [] : [inner])];
  return { path: flow, isValue: inner !== undefined || value[open] === "[", isItem: false, span };
}

/** Dashes count as indentation: an item's keys stand behind it. */
const indentOf = (line: string): number => /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;

/** The keys of lines above that are indented less and less. */
function parents(above: string, indent: number): readonly string[] {
  const path: string[] = [];
  let least = indent;
  for (const line of above.split("\n").reverse()) {
    if (least === 0) break;
    const match = keyLine.exec(line);
    // A dash makes an item of what stands behind it, and its own column is what the lines above are compared with.
    const dash = /^\s*(?=- )/.exec(line)?.[0].length;
    const column = match?.[1]?.length;
    if (match?.[2] !== undefined && column !== undefined && column < least) {
      path.unshift(match[2]);
      least = column;
    }
    if (dash !== undefined && column !== undefined && column === least && dash < least) least = dash + 1;
  }
  return path;
}

function schemasAt(root: Schema, path: readonly string[]): readonly Schema[] {
  let schemas = branches(root);
  for (const key of path) {
    schemas = schemas.flatMap(({ properties }) => {
      const next = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
      return next ? branches(next) : [];
    });
  }
  return schemas;
}

/** A schema, its alternatives and its items'. */
function branches(schema: Schema): readonly Schema[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(branches), ...(schema.items ? branches(schema.items) : [])];
}

function valuesOf(schema: Schema): readonly string[] {
  if (schema.type === "boolean") return ["true", "false"];
  return (schema.enum ?? []).filter((value) => typeof value === "string");
}

function item(
  label: string,
  kind: Completion["kind"],
  detail: string,
  markdown: string | undefined,
  span: Span,
  text: string,
): Completion {
  return { label, kind, detail, markdown, span, text };
}
