import { Aliases } from "./yaml-aliases.ts";
import { NodeView } from "./yaml-node-view.ts";
import type { YamlSource } from "./yaml-source.ts";
import { readSource } from "./yaml-source.ts";
import type { YamlDocument } from "./yaml-view.ts";

export { type DocumentPart, splitDocuments } from "./yaml-documents.ts";

/** Reads one document. Total and lazy: aliases and merge keys are followed only where somebody looks. */
export function parseYaml(text: string): YamlDocument {
  const source = readSource(text);
  let known: Aliases | undefined;
  const aliases = () => {
    known ??= new Aliases(source.contents);
    return known;
  };
  const root = source.contents && new NodeView({ text, aliases }, source.contents, undefined);
  const document = { text, root, comments: source.comments, errors: source.errors };
  sources.set(document, source);
  return document;
}

/** For the editor alone: the tree behind a document. */
export function sourceOf(document: YamlDocument): YamlSource {
  return sources.get(document) ?? readSource(document.text);
}

const sources = new WeakMap<YamlDocument, YamlSource>();
