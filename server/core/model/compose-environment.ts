import type { YamlView } from "../syntax/yaml-view.ts";
import type { Span } from "../text.ts";
import type { EnvironmentVariable } from "./compose.ts";

export function readEnvironment(view: YamlView | undefined, text: string): readonly EnvironmentVariable[] {
  if (view?.kind === "map") return view.entries().flatMap(({ key, value }) => mapEntry(key, value));
  return (view?.items() ?? []).flatMap((item) => listEntry(item, text));
}

function mapEntry(name: string, view: YamlView): readonly EnvironmentVariable[] {
  if (view.kind !== "scalar") return [];
  const value = view.text();
  return [{ name, value, view, span: value === undefined ? view.keySpan : view.span }];
}

function listEntry(view: YamlView, text: string): readonly EnvironmentVariable[] {
  const entry = view.text();
  if (entry === undefined) return [];
  const equals = entry.indexOf("=");
  if (equals < 0) return [{ name: entry, value: undefined, view, span: view.span }];
  const name = entry.slice(0, equals);
  return [{ name, value: entry.slice(equals + 1), view, span: valueSpan(name, view.span, text) }];
}

/** What stands behind `NAME=` in the scalar as it is written; the whole scalar where that can't be told apart. */
function valueSpan(name: string, span: Span, text: string): Span {
  const first = text[span.start];
  const quote = first === '"' || first === "'" ? 1 : 0;
  const start = span.start + quote + name.length + 1;
  // A scalar of several lines ends where its first line does, before its closing quote.
  const end = quote && text[span.end - 1] === first ? span.end - 1 : span.end;
  if (start >= end || !text.startsWith(`${name}=`, span.start + quote)) return span;
  return { start, end };
}
