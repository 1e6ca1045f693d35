import { shift } from "../text.ts";
import { parseYaml } from "./yaml.ts";
import { PlacedView } from "./yaml-made-view.ts";
import type { YamlView } from "./yaml-view.ts";

/**
 * The YAML documents that a string of a YAML document holds, with places in the outer text. A block's lines are all
 * indented alike, and so are YAML as they stand: they are read where they are, and every offset is right.
 */
export function documentsIn(view: YamlView, source: string): readonly YamlView[] {
  const text = view.string();
  // The same text behind an alias would be read again and again.
  if (text === undefined || view.via !== "own") return [];
  const { span, entrySpan } = view;
  const mark = source[span.start] ?? "";
  if (mark === "|" || mark === ">") {
    const start = source.indexOf("\n", span.start) + 1;
    return start === 0 || start > entrySpan.end ? [] : standing(source.slice(start, entrySpan.end), start);
  }
  const body = source.slice(span.start + 1, entrySpan.end - 1);
  const escaping = mark === '"' ? "\\" : "'";
  if ((mark === '"' || mark === "'") && !body.includes(escaping)) return standing(body, span.start + 1);
  // With escapes undone, nothing stands where it stood: the string as a whole is what can be shown.
  if (span.end !== entrySpan.end) return [];
  return rootsOf(text).map((root) => new PlacedView(root, () => span));
}

/** At this indentation `---` is no marker, and separates documents all the same once the block is read. */
function standing(text: string, at: number): readonly YamlView[] {
  const found: YamlView[] = [];
  let start = 0;
  const read = (end: number): void => {
    const by = at + start;
    for (const root of rootsOf(text.slice(start, end))) found.push(new PlacedView(root, (span) => shift(span, by)));
  };
  for (const { index, 0: marker } of text.matchAll(/^[ \t]*---[ \t]*\r?(?:\n|$)/gm)) {
    read(index);
    start = index + marker.length;
  }
  read(text.length);
  return found;
}

/** What is broken says nothing that can be relied on. */
function rootsOf(text: string): readonly YamlView[] {
  const { root, errors } = parseYaml(text);
  return root && errors.length === 0 ? [root] : [];
}
