import { type Config, readConfig } from "./config.ts";
import type { AnyRule } from "./rule.ts";
import { parseYaml, splitDocuments } from "./syntax/yaml.ts";
import type { YamlDocument, YamlView } from "./syntax/yaml-view.ts";
import type { Span } from "./text.ts";

export const configFileName = ".seaworthy.yaml";

export interface ConfigFile {
  readonly config: Config;
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
  /** The text is not YAML (yet): whoever has read an earlier text keeps that one's configuration. */
  readonly broken: boolean;
}

/** Reads the text of a `.seaworthy.yaml` over the layers below it, with each problem at its own place. */
export function readConfigFile(text: string, below: readonly unknown[], rules: readonly AnyRule[]): ConfigFile {
  const document = parseYaml(splitDocuments(text)[0]?.text ?? "");
  const { config, problems } = readConfig([...below, value(document.root, { left: mostNodes })], rules);
  const placed = problems.map(({ path, message }) => ({ span: spanOf(document, path), message }));
  return {
    config,
    problems: [...document.errors, ...placed].sort((a, b) => a.span.start - b.span.start),
    broken: document.errors.length > 0,
  };
}

/** Aliases can make a small text mean a huge value. */
const mostNodes = 20_000;
const deepest = 30;

function value(view: YamlView | undefined, budget: { left: number }, depth = 0): unknown {
  if (!view || depth > deepest || budget.left-- <= 0) return undefined;
  if (view.kind === "scalar") return view.scalar();
  if (view.kind === "seq") return view.items().map((item) => value(item, budget, depth + 1));
  return Object.fromEntries(view.entries().map((entry) => [entry.key, value(entry.value, budget, depth + 1)]));
}

/** The key that the path names, or the nearest above it that stands in the text. */
function spanOf(document: YamlDocument, path: readonly (string | number)[]): Span {
  for (let length = path.length; length > 0; length--) {
    const view = document.root?.at(...path.slice(0, length));
    if (view) return view.keySpan;
  }
  const start = document.root?.span.start ?? 0;
  const lineBreak = document.text.slice(start).search(/[\r\n]|$/);
  return { start, end: start + lineBreak };
}
