import type { Comment, Dockerfile, Heredoc } from "../model/dockerfile.ts";
import type { Span } from "../text.ts";
import { readExecForm } from "./dockerfile-json.ts";
import { type Piece, quoteIsOpen, splitWords, unquote } from "./dockerfile-words.ts";
import { isBlank, lineEnd, skipBlanks, type Unfolded, type UnfoldedLine, unfoldLine } from "./unfold.ts";

/** An instruction's logical line: where its keyword stands, and what belongs to it. */
export interface InstructionLine {
  readonly line: Unfolded;
  readonly span: Span;
  readonly keyword: string;
  /** In the joined text; for ONBUILD, of the instruction that it puts off. */
  readonly keywordAt: Piece;
  readonly onbuild: boolean;
  readonly heredocs: readonly Heredoc[];
}

export interface DockerfileLines {
  readonly escapeChar: string;
  readonly directives: Dockerfile["directives"];
  readonly instructions: readonly InstructionLine[];
  readonly comments: readonly Comment[];
  readonly errors: Dockerfile["errors"];
}

/** Cuts a Dockerfile into directives, comments and instructions, where BuildKit's own parser would cut it. */
export function splitDockerfile(text: string): DockerfileLines {
  const errors: { span: Span; message: string }[] = [];
  const comments: Comment[] = [];
  const instructions: InstructionLine[] = [];
  const addComment = (span: Span) => comments.push({ span, text: text.slice(span.start, span.end) });
  const { directives, escapeChar, at: begin } = readDirectives(text, errors, addComment);

  for (let at = begin; at < text.length; ) {
    const { stop, next } = lineEnd(text, at);
    const start = skipBlanks(text, at, stop);
    at = next;
    if (start === stop) continue;
    if (text[start] === "#") {
      addComment({ start, end: stop });
      continue;
    }
    const unfolded = unfoldLine(text, start, escapeChar);
    for (const span of unfolded.comments) addComment(span);
    const head = readKeyword(unfolded.line.text);
    const heredocs = readHeredocs(text, unfolded, head, escapeChar);
    at = heredocs.next;
    if (heredocs.open) errors.push({ span: heredocs.open, message: "This heredoc is never closed." });
    // A continuation character that nothing follows is no instruction.
    if (head.keywordAt.start === head.keywordAt.end) continue;
    const span = { start: unfolded.line.from(head.start), end: heredocs.end };
    const { keyword, keywordAt, onbuild } = head;
    instructions.push({ line: unfolded.line, span, keyword, keywordAt, onbuild, heredocs: heredocs.list });
  }
  return { escapeChar, directives, instructions, comments, errors };
}

interface Head extends Pick<InstructionLine, "keyword" | "keywordAt" | "onbuild"> {
  readonly start: number;
}

function readKeyword(line: string): Head {
  const outer = keywordFrom(line, 0);
  const keyword = line.slice(outer.start, outer.end).toUpperCase();
  if (keyword === "ONBUILD") {
    const inner = keywordFrom(line, outer.end);
    if (inner.end > inner.start) {
      const name = line.slice(inner.start, inner.end).toUpperCase();
      return { start: outer.start, keyword: name, keywordAt: inner, onbuild: true };
    }
  }
  return { start: outer.start, keyword, keywordAt: outer, onbuild: false };
}

function keywordFrom(line: string, from: number): Piece {
  const start = skipBlanks(line, from, line.length);
  let end = start;
  while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
  return { start, end };
}

interface Heredocs {
  readonly list: readonly Heredoc[];
  /** Behind the last closing line, or the logical line where there are none. */
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
  /** The word that opens a heredoc which is never closed. */
  readonly open: Span | undefined;
}

function readHeredocs(text: string, unfolded: UnfoldedLine, head: Head, escapeChar: string): Heredocs {
  const list: Heredoc[] = [];
  let { end, next: at } = unfolded;
  for (const opener of heredocOpeners(unfolded.line.text, head, escapeChar)) {
    const start = at;
    let stop = -1;
    while (stop < 0 && at < text.length) {
      const current = lineEnd(text, at);
      if (closes(text, at, current.stop, opener)) stop = at;
      at = current.next;
      end = current.stop;
    }
    const closed = stop >= 0;
    const content = { start: closed ? start : Math.min(start, end), end: closed ? stop : end };
    list.push({ name: opener.name, expands: opener.expands, content });
    if (!closed) return { list, end, next: text.length, open: unfolded.line.span(opener.start, opener.end) };
  }
  return { list, end, next: at, open: undefined };
}

function closes(text: string, at: number, stop: number, { name, tabs }: Opener): boolean {
  const from = tabs ? skipTabs(text, at, stop) : at;
  return stop - from === name.length && text.startsWith(name, from);
}

interface Opener extends Piece {
  readonly name: string;
  readonly expands: boolean;
  readonly tabs: boolean;
}

function heredocOpeners(line: string, head: Head, escapeChar: string): Opener[] {
  if (!line.includes("<<") || !/^(?:RUN|COPY|ADD)$/.test(head.keyword)) return [];
  if (quoteIsOpen(line, escapeChar) || readExecForm(line, head.keywordAt.end, line.length)) return [];
  const openers: Opener[] = [];
  for (const word of splitWords(line, head.keywordAt.end, line.length, escapeChar)) {
    const match = /^\d*<<(-?)([^<]+)$/.exec(line.slice(word.start, word.end));
    const name = match?.[2];
    if (match === null || name === undefined) continue;
    const plain = unquote(name, escapeChar);
    openers.push({ ...word, name: plain, expands: plain === name, tabs: match[1] === "-" });
  }
  return openers;
}

function skipTabs(text: string, at: number, stop: number): number {
  let first = at;
  while (first < stop && text[first] === "\t") first++;
  return first;
}

const known = new Set(["syntax", "escape", "check"]);

function readDirectives(text: string, errors: { span: Span; message: string }[], addComment: (span: Span) => void) {
  const directives: { name: string; value: string; span: Span }[] = [];
  const seen = new Set<string>();
  let escapeChar = "\\";
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const { stop, next } = lineEnd(text, at);
    const start = skipBlanks(text, at, stop);
    const match =
      text[start] === "#" ? /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/.exec(text.slice(start, stop)) : null;
    const name = match?.[1]?.toLowerCase();
    const value = match?.[2]?.trimEnd();
    if (name === undefined || value === undefined) break;
    const span = { start, end: stop };
    at = next;
    // A line of another name is a comment, but does not end the directives.
    if (!known.has(name)) addComment(span);
    else {
      const fault = seen.has(name) ? `Only one ${name} directive can be used.` : faultOf(name, value);
      if (fault !== undefined) errors.push({ span, message: fault });
      else if (name === "escape") escapeChar = value;
      seen.add(name);
      directives.push({ name, value, span });
    }
  }
  return { directives, escapeChar, at };
}

function faultOf(name: string, value: string): string | undefined {
  const valid = name !== "escape" || value === "\\" || value === "`";
  return valid ? undefined : "The escape character can only be \\ or `.";
}
