/** A part of a YAML file that is one document, with the comments and directives in front of it. */
export interface DocumentPart {
  readonly start: number;
  readonly text: string;
}

/** Splits a file at its document markers; the parts joined give the file again. */
export function splitDocuments(text: string): readonly DocumentPart[] {
  const starts = documentStarts(text);
  return starts.map((start, index) => ({ start, text: text.slice(start, starts[index + 1] ?? text.length) }));
}

function documentStarts(text: string): number[] {
  const starts = [0];
  // Comments and directives in front of the first marker, or behind a `...`, belong to the document that follows.
  let begun = false;
  let from = 0;
  for (const match of text.matchAll(/(?:^\uFEFF?|\n)(---|\.\.\.)(?=[ \t\r\n]|$)/g)) {
    const marker = match[1] ?? "";
    const at = match.index + match[0].length - marker.length;
    begun ||= hasContent(text, from, at);
    if (marker === "---") {
      if (begun) starts.push(at);
      begun = true;
    } else if (begun) {
      from = lineBehind(text, at);
      if (!/\S/.test(text.slice(from))) break;
      starts.push(from);
      begun = false;
    }
  }
  return starts;
}

function hasContent(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at = lineBehind(text, at)) {
    const first = /[^\s\uFEFF]/.exec(text.slice(at, Math.min(lineBehind(text, at), to)))?.[0];
    if (first !== undefined && first !== "#" && !(first === "%" && text[at] === "%")) return true;
  }
  return false;
}

function lineBehind(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}
