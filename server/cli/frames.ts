import type { LineIndex, Span } from "../core/text.ts";
import { type Style, type StyleName, visible } from "./terminal.ts";

const tab = "    ";
const widest = 160;

/** The lines around a span with their numbers, and carets below what is meant. */
export function frame(lines: LineIndex, span: Span, style: Style, colour: StyleName): string {
  const at = lines.lineAt(span.start);
  const numbers = [at - 1, at, at + 1].filter((line) => line >= 0 && line < lines.lineCount);
  const width = String((numbers.at(-1) ?? 0) + 1).length;
  const rows: string[] = [];
  const window = windowOf(lines, at, span);
  for (const line of numbers) {
    const text = window.cut(lineText(lines, line));
    // Empty lines around the place meant say nothing.
    if (line !== at && text.trim() === "") continue;
    const number = style("dim", `${String(line + 1).padStart(width)} |`);
    rows.push(`  ${number} ${line === at ? text : style("dim", text)}`.trimEnd());
    if (line !== at) continue;
    const { before, marked } = window;
    rows.push(`  ${style("dim", `${" ".repeat(width)} |`)} ${" ".repeat(before)}${style(colour, "^".repeat(marked))}`);
  }
  return `${rows.join("\n")}\n`;
}

interface Window {
  /** Columns before the carets, and how many of those there are. */
  readonly before: number;
  readonly marked: number;
  cut(text: string): string;
}

/** Long lines are cut so that what is meant stays in sight. */
function windowOf(lines: LineIndex, line: number, span: Span): Window {
  const start = lines.lineStart(line);
  const end = Math.max(span.start, Math.min(span.end, lines.lineEnd(line)));
  const before = shownText(lines.text.slice(start, span.start));
  const marked = shownText(lines.text.slice(span.start, end));
  const beforeWidth = columns(before);
  const markedWidth = Math.max(1, columns(marked));
  if (beforeWidth + markedWidth <= widest) {
    return { before: beforeWidth, marked: markedWidth, cut: (text) => clip(text, 0) };
  }
  const from = Math.max(0, before.length - 40);
  const shift = from > 0 ? 1 : 0;
  return {
    before: columns(before.slice(from)) + shift,
    marked: Math.min(markedWidth, widest - 60),
    cut: (text) => clip(text, from),
  };
}

function clip(text: string, from: number): string {
  const rest = from > 0 ? `…${text.slice(from)}` : text;
  return rest.length > widest ? `${rest.slice(0, widest - 1)}…` : rest;
}

function lineText(lines: LineIndex, line: number): string {
  const start = lines.lineStart(line);
  return shownText(lines.text.slice(start, Math.min(lines.lineEnd(line), start + 10_000)));
}

const shownText = (text: string): string => visible(text.replaceAll("\t", tab));

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** How many columns a terminal gives to a text. */
function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (!/\p{Mark}/u.test(character)) width += wide.test(character) ? 2 : 1;
  }
  return width;
}
