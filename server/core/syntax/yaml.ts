import { Aliases } from "./yaml-aliases.ts";
import { NodeView } from "./yaml-node-view.ts";
import type { Node, YamlSource } from "./yaml-source.ts";
import { readSource } from "./yaml-source.ts";
import type { YamlDocument, YamlView } from "./yaml-view.ts";

export { type DocumentPart, splitDocuments } from "./yaml-documents.ts";

/** Reads one document. Total and lazy: aliases and merge keys are followed only where somebody looks. */
export function parseYaml(text: string): YamlDocument {
  return new YamlTree(readSource(text));
}

/** For the editor alone: the tree behind a document, with the tokens that it was read from. */
export function treeOf(document: YamlDocument): YamlTree {
  return document instanceof YamlTree ? document.withTokens() : new YamlTree(readSource(document.text, true));
}

/**
 * A document with the parser's own nodes. Tokens would double what a document keeps in memory, and only edits need them:
 * they are read when the first edit is asked for.
 */
export class YamlTree implements YamlDocument {
  readonly text: string;
  readonly root: YamlView | undefined;
  readonly comments: YamlDocument["comments"];
  readonly errors: YamlDocument["errors"];
  readonly contents: Node | undefined;
  readonly aliases: Aliases;
  private tokenized: YamlTree | undefined;

  constructor({ text, contents, comments, errors }: YamlSource) {
    this.text = text;
    this.contents = contents;
    this.comments = comments;
    this.errors = errors;
    this.aliases = new Aliases(contents);
    this.root = contents && new NodeView(this, contents, undefined);
  }

  withTokens(): YamlTree {
    this.tokenized ??= new YamlTree(readSource(this.text, true));
    return this.tokenized;
  }
}
