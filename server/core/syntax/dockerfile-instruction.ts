import type { Assignment, Flag, Heredoc, Instruction, Word } from "../model/dockerfile.ts";
import type { Span } from "../text.ts";
import { type JsonString, readExecForm } from "./dockerfile-json.ts";
import type { InstructionLine } from "./dockerfile-lines.ts";
import { type Piece, splitWords, unquote, wordEnd } from "./dockerfile-words.ts";
import type { ShellScript } from "./shell.ts";
import { parseBody } from "./shell-body.ts";
import { skipBlanks } from "./unfold.ts";

/** What an instruction must know of the file that it stands in. */
export interface InstructionContext {
  readonly text: string;
  readonly escapeChar: string;
  /** False where a Windows shell or another interpreter reads the instruction's commands. */
  readsShell(instruction: Instruction): boolean;
}

/** An assignment that keeps its value as written, quotes included and lines joined, for the substitution of variables. */
export interface RawAssignment extends Assignment {
  readonly raw: string | undefined;
}

/** A word that keeps itself as written with its lines joined. */
export interface RawWord extends Word {
  readonly raw: string;
}

const execKeywords = new Set(["RUN", "CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK", "COPY", "ADD", "VOLUME"]);

const shellKeywords = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"]);

/** An instruction that reads its parts when asked for them. */
export class InstructionNode implements Instruction {
  readonly keyword: string;
  readonly keywordSpan: Span;
  readonly span: Span;
  readonly onbuild: boolean;
  readonly heredocs: readonly Heredoc[];
  /** Its place among the file's instructions. */
  readonly index: number;
  private readonly parsed: InstructionLine;
  private readonly context: InstructionContext;
  private headCache: Head | undefined;
  private execCache: readonly JsonString[] | null | undefined;
  private wordsCache: readonly RawWord[] | undefined;
  private assignmentsCache: readonly RawAssignment[] | undefined;
  private shellCache: ShellScript | null | undefined;

  constructor(parsed: InstructionLine, index: number, context: InstructionContext) {
    this.parsed = parsed;
    this.context = context;
    this.index = index;
    this.keyword = parsed.keyword;
    this.keywordSpan = parsed.line.span(parsed.keywordAt.start, parsed.keywordAt.end);
    this.span = parsed.span;
    this.onbuild = parsed.onbuild;
    this.heredocs = parsed.heredocs;
  }

  get written(): string {
    return this.context.text.slice(this.span.start, this.span.end);
  }

  get flags(): readonly Flag[] {
    return this.head.flags;
  }

  get body(): Span {
    const { start, end } = this.head.body;
    const span = this.parsed.line.span(start, end);
    return this.heredocs.length > 0 ? { start: span.start, end: this.span.end } : span;
  }

  /** What a shell is given: the body, or what stands behind CMD of a HEALTHCHECK. */
  get commands(): Span | undefined {
    const { body } = this;
    if (this.keyword !== "HEALTHCHECK") return body;
    const from = behindCmd(this.parsed.line.text, this.head.body.start, this.head.body.end);
    return from === undefined ? undefined : { start: Math.min(this.parsed.line.from(from), body.end), end: body.end };
  }

  /** The body's first logical line with its continuations joined. */
  get joinedBody(): string {
    return this.parsed.line.text.slice(this.head.body.start, this.head.body.end);
  }

  get form(): "exec" | "shell" {
    return this.exec ? "exec" : "shell";
  }

  get words(): readonly RawWord[] {
    this.wordsCache ??= this.readWords();
    return this.wordsCache;
  }

  get assignments(): readonly RawAssignment[] {
    this.assignmentsCache ??= this.readAssignments();
    return this.assignmentsCache;
  }

  flag(name: string): Flag | undefined {
    return this.flags.find((flag) => flag.name === name);
  }

  shell(): ShellScript | undefined {
    if (this.shellCache === undefined) {
      const read = shellKeywords.has(this.keyword) && this.form === "shell" && this.context.readsShell(this);
      this.shellCache = (read ? parseBody(this, this.context) : undefined) ?? null;
    }
    return this.shellCache ?? undefined;
  }

  private get head(): Head {
    this.headCache ??= readHead(this.parsed, this.context.escapeChar);
    return this.headCache;
  }

  private get exec(): readonly JsonString[] | undefined {
    if (this.execCache === undefined) {
      const { start, end } = this.head.body;
      const from = this.keyword === "HEALTHCHECK" ? behindCmd(this.parsed.line.text, start, end) : start;
      const read = execKeywords.has(this.keyword) && from !== undefined;
      this.execCache = (read ? readExecForm(this.parsed.line.text, from, end) : undefined) ?? null;
    }
    return this.execCache ?? undefined;
  }

  private readWords(): readonly RawWord[] {
    const { line } = this.parsed;
    const { start, end } = this.head.body;
    if (this.exec) return this.exec.map((string) => this.word(string, string.value));
    return splitWords(line.text, start, end, this.context.escapeChar).map((piece) =>
      this.word(piece, unquote(line.text.slice(piece.start, piece.end), this.context.escapeChar)),
    );
  }

  private word({ start, end }: Piece, value: string): RawWord {
    const span = this.parsed.line.span(start, end);
    return {
      text: this.context.text.slice(span.start, span.end),
      value,
      span,
      raw: this.parsed.line.text.slice(start, end),
    };
  }

  private readAssignments(): readonly RawAssignment[] {
    if (this.keyword !== "ENV" && this.keyword !== "LABEL" && this.keyword !== "ARG") return [];
    const { text } = this.parsed.line;
    const { start, end } = this.head.body;
    const pieces = splitWords(text, start, end, this.context.escapeChar);
    const first = pieces[0];
    if (first === undefined) return [];
    // `ENV NAME the rest of the line`, told from `ENV NAME=value` by its first word.
    const old = this.keyword !== "ARG" && !text.slice(first.start, first.end).includes("=");
    if (!old) return pieces.map((piece) => this.assignment(piece, text.slice(piece.start, piece.end).indexOf("=")));
    const nameEnd = keywordEnd(text, first.start, end);
    const valueStart = skipBlanks(text, nameEnd, end);
    return [this.assigned({ start, end }, nameEnd, valueStart < end ? valueStart : undefined)];
  }

  private assignment(piece: Piece, equals: number): RawAssignment {
    if (equals < 0) return this.assigned(piece, piece.end, undefined);
    return this.assigned(piece, piece.start + equals, piece.start + equals + 1);
  }

  private assigned({ start, end }: Piece, nameEnd: number, valueStart: number | undefined): RawAssignment {
    const { line } = this.parsed;
    const raw = valueStart === undefined ? undefined : line.text.slice(valueStart, end);
    return {
      name: unquote(line.text.slice(start, nameEnd), this.context.escapeChar),
      nameSpan: line.span(start, nameEnd),
      value: raw === undefined ? undefined : unquote(raw, this.context.escapeChar),
      valueSpan: valueStart === undefined ? undefined : line.span(valueStart, end),
      span: line.span(start, end),
      raw,
    };
  }
}

interface Head {
  readonly flags: readonly Flag[];
  readonly body: Piece;
}

const noFlags: readonly Flag[] = [];

function readHead({ line, keywordAt }: InstructionLine, escapeChar: string): Head {
  const { text } = line;
  let end = text.length;
  while (end > keywordAt.end && text.charCodeAt(end - 1) <= 32) end--;
  let at = skipBlanks(text, keywordAt.end, end);
  if (!text.startsWith("--", at)) return { flags: noFlags, body: { start: at, end } };
  const flags: Flag[] = [];
  for (let bare = false; !bare && text.startsWith("--", at); ) {
    const stop = wordEnd(text, at, end, escapeChar);
    // `--` alone ends the flags.
    bare = stop <= at + 2;
    if (!bare) flags.push(readFlag(line, at, stop, escapeChar));
    at = skipBlanks(text, stop, end);
  }
  return { flags, body: { start: at, end } };
}

function readFlag(line: InstructionLine["line"], start: number, end: number, escapeChar: string): Flag {
  const text = line.text.slice(start, end);
  const equals = text.indexOf("=");
  const name = unquote(equals < 0 ? text.slice(2) : text.slice(2, equals), escapeChar);
  return {
    name,
    value: equals < 0 ? undefined : unquote(text.slice(equals + 1), escapeChar),
    span: line.span(start, end),
    valueSpan: equals < 0 ? undefined : line.span(start + equals + 1, end),
  };
}

/** Behind `CMD` of a HEALTHCHECK; undefined where there is none. */
function behindCmd(text: string, start: number, end: number): number | undefined {
  const stop = keywordEnd(text, start, end);
  return text.slice(start, stop).toUpperCase() === "CMD" ? skipBlanks(text, stop, end) : undefined;
}

function keywordEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) > 32) at++;
  return at;
}
