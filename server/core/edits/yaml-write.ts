import { plainValue } from "../syntax/yaml-scalar.ts";
import type { Json } from "./change.ts";
import { isBlock, isList, isRecord } from "./yaml-plan.ts";

/** How block maps and sequences are laid out; numbers count columns. */
export interface BlockStyle {
  /** From a key to the keys of the map below it. */
  readonly step: number;
  /** From a key to the dashes of the sequence below it. */
  readonly dash: number;
}

export interface FlowStyle {
  /** Keys and strings are always in double quotes. */
  readonly json: boolean;
  readonly pad: string;
  readonly colon: string;
  readonly comma: string;
}

/** Where a flow collection goes over several lines: the line break with the line's own indentation, and one level of it. */
export interface Lines {
  readonly start: string;
  readonly step: string;
}

export const plainFlow: FlowStyle = { json: false, pad: "", colon: ": ", comma: ", " };

/** An entry of a block map, line by line and without line breaks; all but the first line bring their indentation. */
export function entryLines(key: string, value: Json, column: number, style: BlockStyle): string[] {
  const name = `${writeScalar(key)}:`;
  if (!isBlock(value)) return [`${name} ${writeInline(value, plainFlow)}`];
  const below = column + (isList(value) ? style.dash : style.step);
  return [name, ...indentLines(valueLines(value, below, style), below)];
}

/** An item of a block sequence; `gap` stands between the dash and its value. */
export function itemLines(value: Json, column: number, gap: number, style: BlockStyle): string[] {
  const below = column + 1 + gap;
  const [first = "", ...rest] = isBlock(value) ? valueLines(value, below, style) : [writeInline(value, plainFlow)];
  return [`-${" ".repeat(gap)}${first}`, ...rest];
}

/** A map or sequence whose keys or dashes stand in `column`; the first line comes without its indentation. */
export function valueLines(value: Json, column: number, style: BlockStyle): string[] {
  const parts = isList(value)
    ? value.map((item) => itemLines(item, column, 1, style))
    : isRecord(value)
      ? Object.entries(value).map(([key, below]) => entryLines(key, below, column, style))
      : [];
  return parts.flatMap((lines, index) => (index === 0 ? lines : indentLines(lines, column)));
}

/** Indents the first line; the others bring their own indentation. */
export function indentLines([first, ...rest]: readonly string[], column: number): string[] {
  return first === undefined ? [] : [" ".repeat(column) + first, ...rest];
}

/** A value in flow style, on one line or on several. */
export function writeInline(value: Json, style: FlowStyle, lines?: Lines): string {
  if (!isList(value) && !isRecord(value)) return writeScalar(value, style.json ? '"' : undefined);
  const below = lines && { start: lines.start + lines.step, step: lines.step };
  const parts = isList(value)
    ? value.map((item) => writeInline(item, style, below))
    : Object.entries(value).map(([key, item]) => writePair(key, item, style, below));
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return `${open}${close}`;
  if (lines === undefined || below === undefined) return open + style.pad + parts.join(style.comma) + style.pad + close;
  return open + below.start + parts.join(`,${below.start}`) + lines.start + close;
}

export function writePair(key: string, value: Json, style: FlowStyle, lines?: Lines): string {
  return writeScalar(key, style.json ? '"' : undefined) + style.colon + writeInline(value, style, lines);
}

/** Strings stand plain where every reader of YAML 1.1 and 1.2 takes them for strings, unless a quote is asked for. */
export function writeScalar(value: string | number | boolean | null, quote?: "'" | '"'): string {
  if (typeof value !== "string") return writeOther(value);
  if (quote === "'" && !unprintable.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (quote === undefined && isPlainSafe(value)) return value;
  return JSON.stringify(value).replace(
    unprintableEach,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function writeOther(value: number | boolean | null): string {
  if (typeof value !== "number" || Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
}

const unprintable = /[^\x20-\x7e\xa1-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const unprintableEach = /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g;

/** What holds no character that means something else anywhere, in flow style neither. */
const plain = /^[A-Za-z0-9_./][A-Za-z0-9_./@%+=-]*(?:[ :][A-Za-z0-9_./@%+=-]+)*$/;
/** What YAML 1.1 takes for something else: words for booleans, numbers of all sorts, dates and times. */
const ambiguous =
  /^(?:y|n|yes|no|on|off|true|false|null|[-+.]?[0-9][0-9a-f_.,:xo+-]*|[-+]?\.(?:inf|nan)|[0-9-]+[ t][0-9:.+ -]+z?|\.\.\.)$/i;

function isPlainSafe(text: string): boolean {
  return plain.test(text) && !ambiguous.test(text) && typeof plainValue(text) === "string" && text.length < 1000;
}
