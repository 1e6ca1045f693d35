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
    const text = lineText(lines, line, window.skipped);
    // Empty lines around the place meant say nothing.
    if (line !== at && /^\s*…?$/.test(text)) continue;
    const number = style("dim", `${String(line + 1).padStart(width)} |`);
    rows.push(`  ${number} ${line === at ? text : style("dim", text)}`.trimEnd());
    if (line !== at) continue;
    const { before, marked } = window;
    rows.push(`  ${style("dim", `${" ".repeat(width)} |`)} ${" ".repeat(before)}${style(colour, "^".repeat(marked))}`);
  }
  return `${rows.join("\n")}\n`;
}

/** Which part of long lines is shown, so that what is meant stays in sight. */
interface Window {
  /** Characters of each line that are left out at its beginning. */
  readonly skipped: number;
  /** Columns before the carets, and how many of those there are. */
  readonly before: number;
  readonly marked: number;
}

function windowOf(lines: LineIndex, line: number, span: Span): Window {
  const start = lines.lineStart(line);
  const end = Math.max(span.start, Math.min(span.end, lines.lineEnd(line), span.start + widest));
  const markedWidth = Math.max(1, columns(shownText(lines.text.slice(span.start, end))));
  const beforeText = lines.text.slice(Math.max(start, span.start - widest), span.start);
  const beforeWidth = columns(shownText(beforeText));
  const isShort = span.start - start <= widest && beforeWidth + markedWidth <= widest;
  if (isShort) return { skipped: 0, before: beforeWidth, marked: markedWidth };
  const kept = lastCharacters(beforeText, beforeText.includes("\t") ? 10 : 40);
  const skipped = span.start - start - kept.length;
  return {
    skipped,
    before: columns(shownText(kept)) + (skipped > 0 ? 1 : 0),
    marked: Math.min(markedWidth, widest - 60),
  };
}

/** So many characters of the end, and no half of one. */
function lastCharacters(text: string, count: number): string {
  const from = Math.max(0, text.length - count);
  return text.slice(/^[\uDC00-\uDFFF]/.test(text.slice(from, from + 1)) ? from + 1 : from);
}

/** Control characters and tabs aside, a line has no more to show than it has room for. */
function lineText(lines: LineIndex, line: number, skipped: number): string {
  const start = Math.min(lines.lineStart(line) + skipped, lines.lineEnd(line));
  const text = shownText(lines.text.slice(start, Math.min(lines.lineEnd(line), start + widest + 1)));
  const rest = skipped > 0 ? `…${text}` : text;
  return rest.length > widest ? `${rest.slice(0, widest - 1)}…` : rest;
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
