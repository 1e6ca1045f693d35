/** A variable's value: null where it is not set, undefined where nobody can know. */
export type Value = string | null | undefined;

export type Lookup = (name: string) => Value;

/**
 * A word as written, without quotes and escapes and with its variables replaced as Docker does; undefined where one of
 * them is unknown.
 */
export function expand(written: string, escapeChar: string, lookup: Lookup): string | undefined {
  if (!/[$'"]/.test(written) && !written.includes(escapeChar)) return written;
  const result = new Expander(written, escapeChar, lookup).read(false);
  return typeof result === "string" ? result : undefined;
}

// Hostile files nest defaults, or double a value with each line; real ones come nowhere near either limit.
const deepest = 16;
const longestValue = 16_384;

class Expander {
  private at = 0;
  private depth = 0;
  private readonly text: string;
  private readonly escapeChar: string;
  private readonly lookup: Lookup;

  constructor(text: string, escapeChar: string, lookup: Lookup) {
    this.text = text;
    this.escapeChar = escapeChar;
    this.lookup = lookup;
  }

  /** Reads on to the end, or to the brace that closes an operand. */
  read(operand: boolean): Value {
    let result: Value = "";
    let quote = "";
    for (; this.at < this.text.length; this.at++) {
      const char = this.text.charAt(this.at);
      let piece: Value = char;
      if (operand && quote === "" && char === "}") break;
      if (char === this.escapeChar && quote !== "'") piece = this.escaped(quote);
      else if (char === quote) {
        quote = "";
        continue;
      } else if (quote === "" && (char === '"' || char === "'")) {
        quote = char;
        continue;
      } else if (char === "$" && quote !== "'") piece = this.variable();
      result = joined(result, piece);
    }
    return result;
  }

  private escaped(quote: string): string {
    const next = this.text.charAt(this.at + 1);
    if (quote === '"' && next !== '"' && next !== "$" && next !== this.escapeChar) return this.escapeChar;
    this.at++;
    return next;
  }

  /** Reads a variable and leaves `at` on its last character. */
  private variable(): Value {
    if (this.text[this.at + 1] === "{") {
      this.at += 2;
      return this.braced();
    }
    const name = this.name(this.at + 1);
    if (name === "") return /[\w(@*#?!-]/.test(this.text.charAt(this.at + 1)) ? undefined : "$";
    this.at += name.length;
    return this.lookup(name) ?? undefined;
  }

  private braced(): Value {
    const name = this.name(this.at);
    this.at += name.length;
    const operator = /^(?::?[-+?])?/.exec(this.text.slice(this.at, this.at + 2))?.[0] ?? "";
    this.at += operator.length;
    if (this.depth >= deepest) {
      this.at = this.text.length;
      return undefined;
    }
    const plain = this.text[this.at] === "}";
    this.depth++;
    const operand = this.read(true);
    this.depth--;
    if (name === "" || this.at >= this.text.length) return undefined;
    // Patterns and replacements (`${X#y}`, `${X/a/b}`) are left unknown.
    if (operator === "") return plain ? (this.lookup(name) ?? undefined) : undefined;
    return chosen(this.lookup(name), operator, operand);
  }

  private name(from: number): string {
    const code = this.text.charCodeAt(from);
    if (!isLetter(code)) return "";
    let end = from + 1;
    while (isLetter(this.text.charCodeAt(end)) || isDigit(this.text.charCodeAt(end))) end++;
    return this.text.slice(from, end);
  }
}

function joined(result: Value, piece: Value): Value {
  if (typeof result !== "string" || typeof piece !== "string") return undefined;
  return result.length + piece.length > longestValue ? undefined : result + piece;
}

/** What `${X:-operand}` and its kin stand for. */
function chosen(value: Value, operator: string, operand: Value): Value {
  if (value === undefined) return undefined;
  const present = value !== null && (value !== "" || !operator.startsWith(":"));
  if (operator.endsWith("-")) return present ? value : operand;
  if (operator.endsWith("+")) return present ? operand : "";
  return present ? value : undefined;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
