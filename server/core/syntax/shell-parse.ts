import { forEachChild, parse, type SyntaxNode } from "unbash";
import type { Span } from "../text.ts";
import type { ShellCommand, ShellPipeline, ShellScript, ShellWord } from "./shell.ts";
import { remembered } from "./shell-memory.ts";
import { mayNest, staticValue } from "./shell-words.ts";
import { Unfolded, unfoldLine } from "./unfold.ts";

/** Reads a script that stands at `offset` of its file. Total: broken text gives the commands that can be read. */
export function parseShell(text: string, offset: number): ShellScript {
  return remembered(`$${text}`, offset, () => readScript(new Unfolded(text, [0], [0]), text));
}

/** Reads the shell form of an instruction, which Docker joins to one line first; heredocs may follow that line. */
export function parseRunBody(text: string, offset: number, escapeChar: string): ShellScript {
  return remembered(escapeChar + text, offset, () => {
    const { line, next } = unfoldLine(text, 0, escapeChar);
    return readScript(next < text.length ? line.append(text.slice(next), next) : line, text);
  });
}

/** Reads text that is not what the file says, such as an unescaped string: everything in it stands at `span`. */
export function parseShellAt(text: string, span: Span): ShellScript {
  return new Reader(text, () => span).read();
}

function readScript(source: Unfolded, written: string): ShellScript {
  const slice = (_: string, span: Span) => written.slice(span.start, span.end);
  return new Reader(source.text, (start, end) => source.span(start, end), slice).read();
}

/** Nested substitutions are read again at each level, so their depth bounds the time that hostile text can take. */
const deepest = 16;

/** Far above any script that stands in a file; the parser makes hundreds of bytes of each of its own. */
const longest = 1 << 20;

/** The parser's time grows with the square of the heredocs that wait for their text, and of arithmetic in arithmetic. */
const most = 4000;

function isReadable(text: string): boolean {
  return (
    text.length <= longest && ["<<", "$(("].every((mark) => !text.includes(mark) || text.split(mark).length < most)
  );
}

/** A pipeline whose commands are still being found. */
interface OpenPipeline extends ShellPipeline {
  readonly commands: ShellCommand[];
}

class Reader {
  private readonly commands: ShellCommand[] = [];
  private readonly pipelines: ShellPipeline[] = [];
  private readonly errors: { span: Span; message: string }[] = [];
  private refused = false;
  private depth = 0;
  private readonly text: string;
  private readonly spanOf: (start: number, end: number) => Span;
  private readonly written: (read: string, span: Span) => string;

  constructor(
    text: string,
    spanOf: (start: number, end: number) => Span,
    written: (read: string, span: Span) => string = (read) => read,
  ) {
    this.text = text;
    this.spanOf = spanOf;
    this.written = written;
  }

  read(): ShellScript {
    try {
      if (isReadable(this.text)) this.visit(parse(this.text), undefined);
      else this.refuse();
    } catch {
      // The parser is meant to be total; should it fail on some text after all, what was read until then stands.
      this.refuse();
    }
    const { commands, pipelines, errors, refused } = this;
    return { commands, pipelines, errors, refused };
  }

  /** Where text is broken off, the parser's places may lie behind its end. */
  private place(start: number, end: number): Span {
    const stop = Math.min(end, this.text.length);
    return this.spanOf(Math.min(start, stop), stop);
  }

  private refuse(): void {
    this.refused = true;
    this.errors.push({ span: this.place(0, this.text.length), message: "This script cannot be read." });
  }

  private visit(node: SyntaxNode, pipeline: OpenPipeline | undefined): void {
    switch (node.type) {
      case "Command":
        this.visitCommand(node, pipeline);
        break;
      case "Pipeline":
        this.visitPipeline(node);
        break;
      case "Script":
        this.visitScript(node);
        break;
      case "Word":
      case "HereDocBody":
        if (mayNest(node.text)) this.visitChildren(node, undefined);
        break;
      default:
        this.visitChildren(node, pipeline);
    }
  }

  private visitChildren(node: SyntaxNode, pipeline: OpenPipeline | undefined): void {
    forEachChild(node, (child) => this.visit(child, pipeline));
  }

  private visitScript(script: Extract<SyntaxNode, { type: "Script" }>): void {
    // Positions in a script between escaped backticks are not those of this text.
    if (script.source !== undefined || this.depth > deepest) return;
    this.depth++;
    for (const { message, pos } of script.errors ?? []) {
      this.errors.push({ span: this.place(pos, pos + 1), message });
    }
    for (const statement of script.commands) this.visit(statement, undefined);
    this.depth--;
  }

  private visitPipeline(node: Extract<SyntaxNode, { type: "Pipeline" }>): void {
    // `! command` is a pipeline of one, which pipes nothing.
    if (node.commands.length < 2) {
      this.visitChildren(node, undefined);
      return;
    }
    const pipeline: OpenPipeline = { commands: [], span: this.place(node.pos, node.end) };
    this.pipelines.push(pipeline);
    for (const command of node.commands) this.visit(command, pipeline);
  }

  private visitCommand(node: Extract<SyntaxNode, { type: "Command" }>, pipeline: OpenPipeline | undefined): void {
    const words: ShellWord[] = [];
    const assignments: { name: string; value: ShellWord | undefined; span: Span }[] = [];
    if (node.name) words.push(this.word(node.name));
    for (const part of node.prefix) {
      if (part.type !== "Assignment") continue;
      const value = part.value.type === "Word" ? this.word(part.value) : undefined;
      assignments.push({ name: part.name, value, span: this.place(part.pos, part.end) });
    }
    for (const part of node.suffix) {
      if (part.type === "Word") words.push(this.word(part));
      else if (part.type === "Assignment") words.push(this.declared(part));
    }
    const span = this.place(node.pos, node.end);
    const command: ShellCommand = { words, name: words[0]?.value, assignments, span, pipeline };
    this.commands.push(command);
    pipeline?.commands.push(command);
    const heredocs = node.redirects.some((redirect) => redirect.type === "HereDoc");
    if (heredocs || mayNest(this.text.slice(node.pos, node.end))) this.visitChildren(node, undefined);
  }

  private word(word: { text: string; value: string; pos: number; end: number }): ShellWord {
    const span = this.place(word.pos, word.end);
    return { text: this.written(word.text, span), value: staticValue(word), span };
  }

  /** `NAME=value` behind `export` and the like is a word of that command. */
  private declared(part: Extract<SyntaxNode, { type: "Assignment" }>): ShellWord {
    const value = part.value.type === "Word" ? staticValue(part.value) : undefined;
    const span = this.place(part.pos, part.end);
    return {
      text: this.written(part.text, span),
      value: value === undefined ? undefined : `${part.name}=${value}`,
      span,
    };
  }
}
