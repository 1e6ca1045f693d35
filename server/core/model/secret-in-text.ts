import type { YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import { judgeSecret, type SecretVerdict } from "./secret.ts";

export interface FoundSecret {
  readonly verdict: SecretVerdict;
  /** What the setting is called: the entry's key, or that of a line of a longer text. */
  readonly name: string;
  /** Where the secret itself stands; the rest of its line where it is in a text of several. */
  readonly span: Span;
  /** The rest of it, where it goes over several lines. */
  readonly hides?: Span;
}

const mostLines = 1000;

/**
 * The first secret of an entry: of its value, or of the lines of a text that is a file by itself (`.properties`, `.env`,
 * YAML, JSON). Only what is certain or likely.
 */
export function secretIn(key: string, view: YamlView, source: string): FoundSecret | undefined {
  const text = view.text();
  if (text === undefined || text === "") return undefined;
  const isBlock = view.span.end - view.span.start <= 1 && text.length > 1;
  if (!isBlock && !text.trim().includes("\n")) {
    const verdict = judgeSecret(key, text);
    if (sure(verdict)) return { verdict, name: key, span: view.span };
    const assigned = /^[A-Z][A-Z0-9_]*=/.test(text) ? secretInLine(text) : undefined;
    return assigned && { ...assigned, span: view.span };
  }
  const privateKey = judgeSecret(undefined, text);
  if (sure(privateKey) && /key/.test(privateKey.what)) {
    const hides = { start: view.span.start, end: view.entrySpan.end };
    return { verdict: privateKey, name: key, span: lineWith(source, view, "PRIVATE KEY") ?? view.span, hides };
  }
  for (const line of text.split("\n", mostLines)) {
    const found = secretInLine(line.trim());
    if (!found) continue;
    const span = lineWith(source, view, line.trim());
    if (span) return { ...found, span };
  }
  return undefined;
}

export const sure = (verdict: SecretVerdict | undefined): verdict is SecretVerdict =>
  verdict !== undefined && verdict.certainty !== "name-only";

/** `name = value`, `name: value`, `"name": "value",`; only what is certain or likely. */
export function secretInLine(line: string): Omit<FoundSecret, "span"> | undefined {
  if (line.length > 2000 || /^(?:#|\/\/|;)/.test(line)) return undefined;
  const [, name, value] = /^(?:export\s+)?["']?([\w.-]{1,100})["']?\s*[:=]\s*(\S.*?),?$/.exec(line) ?? [];
  const verdict = name && value ? judgeSecret(name, value) : undefined;
  return sure(verdict) && name ? { verdict, name } : undefined;
}

/** A text of several lines has no span on one line: the line is looked for where the text stands. */
function lineWith(source: string, { entrySpan }: YamlView, words: string): Span | undefined {
  const at = source.slice(entrySpan.start, entrySpan.end).indexOf(words);
  if (at < 0) return undefined;
  const start = entrySpan.start + at;
  const end = source.indexOf("\n", start);
  const line = source.slice(start, end < 0 ? entrySpan.end : end).trimEnd();
  return { start, end: start + line.length };
}
