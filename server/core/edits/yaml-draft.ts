import type { YamlTree } from "../syntax/yaml.ts";
import type { Alias, Node } from "../syntax/yaml-source.ts";
import { isAlias, isMap, isNode, isScalar, isSeq } from "../syntax/yaml-source.ts";
import { nodeEnd, nodeStart } from "../syntax/yaml-spans.ts";
import type { Edit } from "../text.ts";
import type { EditResult } from "./change.ts";
import { lineBreakOf, lineEnd, lineStart } from "./yaml-lines.ts";

/** The edits of one batch while they are found; the first refusal decides. */
export class Draft {
  readonly tree: YamlTree;
  readonly text: string;
  readonly lineBreak: string;
  private readonly edits: Edit[] = [];
  private refused: string | undefined;
  private knownAliases: readonly Alias[] | undefined;

  constructor(tree: YamlTree) {
    this.tree = tree;
    this.text = tree.text;
    this.lineBreak = lineBreakOf(tree.text);
  }

  refuse(reason: string): undefined {
    this.refused ??= reason;
  }

  replace(start: number, end: number, text: string): undefined {
    if (start < end || text !== "") this.edits.push({ span: { start, end }, text });
  }

  insert(at: number, text: string): undefined {
    this.replace(at, at, text);
  }

  /** Lines as they stand behind the end of another one. */
  lines(lines: readonly string[]): string {
    return lines.map((line) => this.lineBreak + line).join("");
  }

  /** What is inserted at one place becomes one edit; removals that touch each other too. */
  result(): EditResult {
    if (this.refused !== undefined) return { refused: this.refused };
    const ordered = this.edits
      .map((edit, index) => ({ edit, index }))
      .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index);
    const edits: Edit[] = [];
    for (const { edit } of ordered) {
      const last = edits.at(-1);
      if (last === undefined || last.span.end < edit.span.start) {
        edits.push(edit);
      } else if (last.span.end === edit.span.start) {
        const span = { start: last.span.start, end: edit.span.end };
        edits[edits.length - 1] = { span, text: last.text + edit.text };
      } else {
        return { refused: "Two of the changes touch the same text." };
      }
    }
    return { edits };
  }

  /** Refuses where the parser stumbled on the lines between two offsets: what stands there may not be what it seems. */
  checkErrors(start: number, end: number): void {
    if (this.tree.errors.length === 0) return;
    if (this.tree.errors.length === 0) return;
    const from = lineStart(this.text, start);
    const to = lineEnd(this.text, end);
    const error = this.tree.errors.find(({ span }) => span.start <= to && span.end >= from);
    if (error !== undefined) this.refuse("The YAML has an error here that must be repaired first.");
  }

  /** The column that new lines take from `at`; refuses where it is not a matter of spaces alone. */
  columnAt(at: number): number {
    const before = this.text.slice(lineStart(this.text, at), at);
    if (!/^[ -]*$/.test(before))
      this.refuse("The line does not begin with spaces alone, so new lines cannot follow it.");
    return before.length;
  }

  /** Refuses where an alias elsewhere needs an anchor that would vanish; `node`'s own may be spared. */
  checkAnchors(node: Node, spareOwn: boolean): void {
    const anchors = anchorsIn(node, spareOwn);
    if (anchors.size === 0) return;
    const start = nodeStart(this.text, node);
    const end = nodeEnd(this.text, node);
    this.knownAliases ??= this.tree.contents === undefined ? [] : aliasesIn(this.tree.contents);
    const user = this.knownAliases.find((alias) => {
      const at = nodeStart(this.text, alias);
      return anchors.has(alias.source) && (at < start || at >= end);
    });
    if (user !== undefined) this.refuse(`The anchor &${user.source} is used elsewhere in the document.`);
  }
}

function anchorsIn(node: Node, spareOwn: boolean): ReadonlySet<string> {
  const anchors = new Set<string>();
  walk(node, (below) => {
    if (!isAlias(below) && below.anchor && !(spareOwn && below === node)) anchors.add(below.anchor);
  });
  return anchors;
}

function aliasesIn(node: Node): readonly Alias[] {
  const aliases: Alias[] = [];
  walk(node, (below) => {
    if (isAlias(below)) aliases.push(below);
  });
  return aliases;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  if (isScalar(node) || isAlias(node)) return;
  if (isSeq(node)) {
    for (const item of node.items) if (isNode(item)) walk(item, visit);
  } else if (isMap(node)) {
    for (const { key, value } of node.items) {
      if (isNode(key)) walk(key, visit);
      if (isNode(value)) walk(value, visit);
    }
  }
}
