/**
 * The text with its variables replaced by the defaults that stand in it; undefined where a variable has none, since its
 * value is the host's. `$$` is a dollar.
 */
export function interpolate(text: string): string | undefined {
  if (!text.includes("$")) return text;
  return new Interpolation(text).upTo(undefined);
}

const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const deepest = 16;

class Interpolation {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Reads until `end` or the text's end, and behind it. */
  upTo(end: "}" | undefined): string | undefined {
    let result: string | undefined = "";
    while (this.at < this.text.length) {
      const char = this.text[this.at];
      if (char === end) {
        this.at++;
        return result;
      }
      const part = char === "$" ? this.dollar() : this.plain(end);
      result = part === undefined || result === undefined ? undefined : result + part;
    }
    return end === undefined ? result : undefined;
  }

  private plain(end: string | undefined): string {
    const start = this.at;
    while (this.at < this.text.length && this.text[this.at] !== "$" && this.text[this.at] !== end) this.at++;
    return this.text.slice(start, this.at);
  }

  private dollar(): string | undefined {
    this.at++;
    const next = this.text[this.at];
    if (next === "$") {
      this.at++;
      return "$";
    }
    if (next === "{") return this.braced();
    return this.readName() ? undefined : "$";
  }

  private braced(): string | undefined {
    this.at++;
    if (!this.readName() || ++this.depth > deepest) {
      this.at = this.text.length;
      return;
    }
    if (this.text[this.at] === ":") this.at++;
    const operator = this.text[this.at];
    if (operator !== "}") this.at++;
    const value = this.upTo("}");
    this.depth--;
    return operator === "-" ? value : undefined;
  }

  private readName(): boolean {
    name.lastIndex = this.at;
    const found = name.test(this.text);
    if (found) this.at = name.lastIndex;
    return found;
  }
}

/** Cuts at a separator, but not inside `${…}` or `[…]`. */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
    else if (char === separator && depth <= 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
