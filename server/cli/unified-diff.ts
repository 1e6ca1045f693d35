import { differences } from "../core/edits/differences.ts";
import { LineIndex } from "../core/text.ts";
import { type Style, type Terminal, visible } from "./terminal.ts";

const context = 3;

/** A diff as `git apply` and `patch -p1` read it; empty where nothing differs. */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
  { outStyle: style, outIsWatched }: Pick<Terminal, "outStyle" | "outIsWatched">,
): string {
  const shown = outIsWatched ? harmless : (line: string) => line;
  const hunks = gather(before, after, shown);
  if (hunks.length === 0) return "";
  const name = path.replace(/^\//, "");
  const head = style("bold", `--- ${quoted(`a/${name}`)}\n+++ ${quoted(`b/${name}`)}\n`);
  const old = linesOf(before).map(shown);
  let grown = 0;
  const body = hunks.map((hunk) => {
    const text = show(hunk, old, grown, style);
    for (const { from, to, lines } of hunk) grown += lines.length - (to - from);
    return text;
  });
  return head + body.join("");
}

/** Lines `from` to `to` of the old text become `lines`. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Changes so close to each other that their context would touch, together. */
function gather(before: string, after: string, shown: (line: string) => string): readonly Change[][] {
  const index = new LineIndex(before.replaceAll("\r", " "));
  const lineCount = linesOf(before).length;
  const lineOf = (offset: number) => (offset >= before.length ? lineCount : index.lineAt(offset));
  const hunks: Change[][] = [];
  for (const { span, text } of differences(before, after)) {
    const change = { from: lineOf(span.start), to: lineOf(span.end), lines: linesOf(text).map(shown) };
    const last = hunks.at(-1);
    if (last && change.from - (last.at(-1)?.to ?? 0) <= 2 * context) last.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function show(hunk: readonly Change[], old: readonly string[], grown: number, style: Style): string {
  const start = Math.max(0, (hunk[0]?.from ?? 0) - context);
  const end = Math.min(old.length, (hunk.at(-1)?.to ?? 0) + context);
  const rows: string[] = [];
  let added = 0;
  let at = start;
  const keep = (until: number) => {
    for (; at < until; at++) rows.push(row(" ", old[at]));
  };
  for (const { from, to, lines } of hunk) {
    keep(from);
    for (; at < to; at++) rows.push(style("red", row("-", old[at])));
    for (const line of lines) rows.push(style("green", row("+", line)));
    added += lines.length - (to - from);
  }
  keep(end);
  const range = (first: number, length: number) =>
    `${length === 0 ? first : first + 1}${length === 1 ? "" : `,${length}`}`;
  const head = `@@ -${range(start, end - start)} +${range(start + grown, end - start + added)} @@\n`;
  return style("cyan", head) + rows.join("");
}

function row(sign: string, line = ""): string {
  return line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A line for people: its tabs and its end stay. */
function harmless(line: string): string {
  const end = /\r?\n$/.exec(line)?.[0] ?? "";
  const text = line.slice(0, line.length - end.length);
  return text.split("\t").map(visible).join("\t") + end;
}

/** As git writes names that hold quotes, line breaks or anything else that would steer a terminal or the diff itself. */
function quoted(name: string): string {
  if (visible(name) === name && !/["\\]/.test(name)) return name;
  const bytes = [...Buffer.from(name)].map((byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}
