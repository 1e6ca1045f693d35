import type { Block } from "./model/block.ts";
import { LineIndex, type Span } from "./text.ts";

export interface Commented {
  readonly text: string;
  /** With their `#`, in order. */
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  /** Stages, instructions, objects, containers, services. */
  readonly blocks: readonly Pick<Block, "span">[];
}

/** Which text a comment speaks for. Made for a part once, and asked about its comments. */
export class CommentReach {
  private readonly text: string;
  private readonly lines: LineIndex;
  private readonly blocks: Commented["blocks"];
  private readonly extents = new Map<number, Span>();
  /** The furthest end of the blocks that begin on a line. */
  private blockEnds: Map<number, number> | undefined;
  /** From line `above` on, nothing but comments comes before line `line`. */
  private ahead = { above: 0, line: 0 };

  constructor({ text, blocks }: Pick<Commented, "text" | "blocks">) {
    this.text = text;
    this.lines = new LineIndex(text);
    this.blocks = blocks;
  }

  /** True where the comment stands behind something; a document marker does not count. */
  trails(comment: Span): boolean {
    const before = this.text.slice(this.ownLine(comment).start, comment.start).trim();
    return before !== "" && before !== "---";
  }

  ownLine({ start }: Span): Span {
    return this.span(this.lines.lineAt(start));
  }

  /** The next line that holds anything but comments and document markers; where there is none, the comment's own. */
  nextLine({ start }: Span): Span {
    const own = this.lines.lineAt(start);
    const next = this.contentBelow(own);
    return this.span(next < this.lines.lineCount ? next : own);
  }

  /** A line with the block that begins on it, or with what is nested below it. */
  blockFrom(line: Span): Span {
    const known = this.extents.get(line.start);
    if (known) return known;
    const at = this.lines.lineAt(line.start);
    const end = Math.max(this.nestedEnd(at), this.blockEnd(at));
    const extent = { start: line.start, end };
    this.extents.set(line.start, extent);
    return extent;
  }

  private span(line: number): Span {
    return { start: this.lines.lineStart(line), end: this.lines.lineEnd(line) };
  }

  private contentBelow(own: number): number {
    const { ahead } = this;
    if (own < ahead.above || own >= ahead.line) this.ahead = { above: own, line: this.findContentBelow(own) };
    return this.ahead.line;
  }

  private findContentBelow(own: number): number {
    for (let line = own + 1; line < this.lines.lineCount; line++) {
      const first = this.firstOf(line);
      if (first === this.lines.lineEnd(line) || this.text[first] === "#") continue;
      if (!/^---(?:\s|$)/.test(this.text.slice(first, first + 4))) return line;
    }
    return this.lines.lineCount;
  }

  /** Where the line's first character that is no blank stands, or its end. */
  private firstOf(line: number): number {
    const { start, end } = this.span(line);
    let first = start;
    while (first < end && (this.text[first] === " " || this.text[first] === "\t" || this.text[first] === "\uFEFF")) {
      first++;
    }
    return first;
  }

  private blockEnd(line: number): number {
    if (!this.blockEnds) {
      this.blockEnds = new Map();
      for (const { span } of this.blocks) {
        const at = this.lines.lineAt(span.start);
        this.blockEnds.set(at, Math.max(this.blockEnds.get(at) ?? 0, span.end));
      }
    }
    return this.blockEnds.get(line) ?? 0;
  }

  /** The end of the lines that are indented below a line; the items of a list may stand at their key's own depth. */
  private nestedEnd(line: number): number {
    const depth = this.firstOf(line) - this.lines.lineStart(line);
    const isItem = this.isItem(line);
    let end = this.lines.lineEnd(line);
    for (let below = this.contentBelow(line); below < this.lines.lineCount; below++) {
      const first = this.firstOf(below);
      if (first === this.lines.lineEnd(below) || this.text[first] === "#") continue;
      const nested = first - this.lines.lineStart(below) - depth;
      if (nested < 0 || (nested === 0 && (isItem || !this.isItem(below)))) break;
      end = this.lines.lineEnd(below);
    }
    return end;
  }

  private isItem(line: number): boolean {
    const first = this.firstOf(line);
    return this.text[first] === "-" && /\s|^$/.test(this.text.slice(first + 1, first + 2));
  }
}
