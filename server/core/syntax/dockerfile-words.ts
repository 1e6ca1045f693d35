import { isBlank } from "./unfold.ts";

/** Start and end of a word in a logical line. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Splits at blanks that stand neither in quotes nor behind an escape character. An open quote runs to the end. */
export function splitWords(text: string, from: number, to: number, escapeChar: string): Piece[] {
  const words: Piece[] = [];
  let at = from;
  while (at < to) {
    while (at < to && isBlank(text.charCodeAt(at))) at++;
    if (at === to) break;
    const start = at;
    at = wordEnd(text, at, to, escapeChar);
    words.push({ start, end: at });
  }
  return words;
}

/** The end of the word that begins at `start`. */
export function wordEnd(text: string, start: number, to: number, escapeChar: string): number {
  let quote = "";
  let at = start;
  for (; at < to; at++) {
    const char = text.charAt(at);
    if (char === escapeChar && quote !== "'") at++;
    else if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (isBlank(text.charCodeAt(at))) break;
  }
  return Math.min(at, to);
}

/** True where the text ends within quotes. */
export function quoteIsOpen(text: string, escapeChar: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escapeChar && quote !== "'") at++;
    else if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
  }
  return quote !== "";
}

/** The text without its quotes and escapes. */
export function unquote(text: string, escapeChar: string): string {
  if (!text.includes('"') && !text.includes("'") && !text.includes(escapeChar)) return text;
  let result = "";
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escapeChar && quote !== "'") {
      const next = text.charAt(at + 1);
      const escapes = quote === "" || next === '"' || next === "$" || next === escapeChar;
      result += escapes ? next : char;
      if (escapes) at++;
    } else if (char === quote) quote = "";
    else if (quote === "" && (char === '"' || char === "'")) quote = char;
    else result += char;
  }
  return result;
}
