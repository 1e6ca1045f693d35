import type { Piece } from "./dockerfile-words.ts";

/** A string of an exec form, quotes included. */
export interface JsonString extends Piece {
  readonly value: string;
}

/** The strings of the JSON array that fills `text` from `from` to `to`; undefined where it is anything else. */
export function readExecForm(text: string, from: number, to: number): readonly JsonString[] | undefined {
  let at = skip(text, from, to);
  if (text[at] !== "[") return undefined;
  at = skip(text, at + 1, to);
  const strings: JsonString[] = [];
  if (text[at] === "]") return skip(text, at + 1, to) === to ? strings : undefined;
  while (at < to) {
    const string = readString(text, at, to);
    if (!string) return undefined;
    strings.push(string);
    at = skip(text, string.end, to);
    if (text[at] === "]") return skip(text, at + 1, to) === to ? strings : undefined;
    if (text[at] !== ",") return undefined;
    at = skip(text, at + 1, to);
  }
  return undefined;
}

function readString(text: string, at: number, to: number): JsonString | undefined {
  if (text[at] !== '"') return undefined;
  let escaped = false;
  let end = at + 1;
  for (; end < to && text[end] !== '"'; end++) {
    if (text.charCodeAt(end) < 32) return undefined;
    if (text[end] !== "\\") continue;
    escaped = true;
    end++;
  }
  if (end >= to) return undefined;
  const inner = text.slice(at + 1, end);
  const value = escaped ? decode(inner) : inner;
  return value === undefined ? undefined : { start: at, end: end + 1, value };
}

const simple: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function decode(inner: string): string | undefined {
  let valid = true;
  const value = inner.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex: string | undefined, char: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const decoded = Object.hasOwn(simple, char) ? simple[char] : undefined;
    if (decoded === undefined) valid = false;
    return decoded ?? "";
  });
  return valid ? value : undefined;
}

function skip(text: string, at: number, to: number): number {
  let next = at;
  while (next < to && " \t\r\n".includes(text.charAt(next))) next++;
  return next;
}
