/** Lines are asked for by any offset inside of them. A byte order mark counts to no line. */
export function lineStart(text: string, offset: number): number {
  const start = offset > 0 ? text.lastIndexOf("\n", offset - 1) + 1 : 0;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}

/** Before the line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** Where the next line begins, or the text ends. */
export function lineBehind(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

export function isBlank(text: string): boolean {
  return !/[^ \t\r\n\uFEFF]/.test(text);
}

/** The line break that the document uses. */
export function lineBreakOf(text: string): string {
  const end = text.indexOf("\n");
  return end > 0 && text[end - 1] === "\r" ? "\r\n" : "\n";
}

/** The white space that the line begins with. */
export function indentOf(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === " " || text[end] === "\t") end++;
  return text.slice(start, end);
}

/** True if nothing but a comment follows on the line. */
export function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#.*)?$/.test(text.slice(offset, lineEnd(text, offset)));
}

/** True if only white space stands between the line's start and `offset`. */
export function beginsLine(text: string, offset: number): boolean {
  let at = offset;
  while (at > 0 && text[at - 1] !== "\n" && isBlank(text.charAt(at - 1))) at--;
  return at === 0 || text[at - 1] === "\n";
}
