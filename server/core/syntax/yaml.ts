import { Aliases } from "./yaml-aliases.ts";
import { NodeView } from "./yaml-node-view.ts";
import type { YamlSource } from "./yaml-source.ts";
import { readSource } from "./yaml-source.ts";
import type { YamlDocument } from "./yaml-view.ts";

export { type DocumentPart, splitDocuments } from "./yaml-documents.ts";

/** Reads one document. Total and lazy: aliases and merge keys are followed only where somebody looks. */
export function parseYaml(text: string): YamlDocument {
  const tree = readTree(text);
  const root = tree.contents && new NodeView(tree, tree.contents, undefined);
  const document = { text, root, comments: tree.comments, errors: tree.errors };
  trees.set(document, tree);
  return document;
}

/** What a document's views look at. */
export interface YamlTree extends YamlSource {
  readonly aliases: () => Aliases;
}

/** For the editor alone: the tree behind a document. */
export function treeOf(document: YamlDocument): YamlTree {
  return trees.get(document) ?? readTree(document.text);
}

const trees = new WeakMap<YamlDocument, YamlTree>();

function readTree(text: string): YamlTree {
  const source = readSource(text);
  let known: Aliases | undefined;
  const aliases = () => {
    known ??= new Aliases(source.contents);
    return known;
  };
  return { ...source, aliases };
}
