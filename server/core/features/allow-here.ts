import { readAllows } from "../allow.ts";
import type { Part, Problem, Settings, Source } from "../analysis.ts";
import type { AnyRule } from "../rule.ts";
import { RuleIndex } from "../rule-index.ts";
import type { YamlView } from "../syntax/yaml-view.ts";
import { type Edit, LineIndex, type Span } from "../text.ts";
import { commentsOf } from "./part.ts";

/** What a user is to write over. */
export const reasonPlaceholder = "reason";

/**
 * Writes an allow comment above the place of the problems, or into the one that is there. Undefined where no comment
 * can stand: in JSON, inside a text of several lines, above a directive that has to be first.
 */
export function allowHere(
  { part, problems, span }: { readonly part: Part; readonly problems: readonly Problem[]; readonly span: Span },
  {
    source,
    settings,
    rules,
  }: { readonly source: Source; readonly settings: Settings; readonly rules: readonly AnyRule[] },
): Edit | undefined {
  const ids = [...new Set(problems.flatMap(({ rule }) => (rule ? [rule.id] : [])))];
  const { allow } = settings.config;
  if (ids.length === 0 || !allow.inline || isJson(source)) return undefined;
  const lines = new LineIndex(part.text);
  const start = lineToAllow(part, span.start - part.start, lines);
  if (start === undefined) return undefined;

  const comments = commentsOf(part);
  const standing = readAllows({ text: part.text, comments, blocks: [] }, new RuleIndex(rules), allow, settings.today);
  const merged = standing.find(({ covers, void: invalid }) => !invalid && covers?.start === start)?.ids.at(-1);
  if (merged) {
    const end = part.start + merged.span.end;
    return { span: { start: end, end }, text: ids.map((id) => `, ${id}`).join("") };
  }
  const at = part.start + start;
  const indent = /^[ \t]*/.exec(part.text.slice(start))?.[0] ?? "";
  const until = allow.maxDays > 0 ? endOf(allow.maxDays, settings.today) : "";
  const comment = `${indent}# seaworthy: allow ${ids.join(", ")}${until} -- ${reasonPlaceholder}`;
  return { span: { start: at, end: at }, text: comment + eol(part.text) };
}

function isJson({ path, text, languageId }: Source): boolean {
  return /\.json$/i.test(path) || languageId === "json" || /^\s*\{/.test(text.slice(0, 200));
}

/** The start of the line that a comment would stand above. */
function lineToAllow(part: Part, offset: number, lines: LineIndex): number | undefined {
  const { model } = part;
  if (model.target === "dockerfile") {
    const found = model.dockerfile.instructions.find(({ span }) => span.start <= offset && offset <= span.end);
    return found && lines.lineStart(lines.lineAt(found.span.start));
  }
  const root = model.target === "kubernetes" ? model.manifest.yaml.root : undefined;
  const tree = model.target === "compose" ? model.compose.yaml.root : root;
  const start = lines.lineStart(lines.lineAt(offset));
  if (!tree || part.text.startsWith("---", start)) return undefined;
  const scalar = scalarAround(tree, start);
  if (!scalar) return start;
  const patch = scalar.patch && lines.lineStart(lines.lineAt(scalar.patch.entrySpan.start));
  return patch !== undefined && !scalarAround(tree, patch) ? patch : undefined;
}

/** The scalar that a comment would be a part of, with the patch of a kustomization that it holds. */
function scalarAround(root: YamlView, offset: number): { readonly patch: YamlView | undefined } | undefined {
  let view: YamlView | undefined = root;
  let patch: YamlView | undefined;
  while (view && view.kind !== "scalar") {
    const isSeq: boolean = view.kind === "seq";
    const isPatches = isSeq && /^patches/.test(String(view.path.at(-1)));
    const children: readonly YamlView[] = isSeq ? view.items() : view.entries().map(({ value }) => value);
    view = children.find(({ via, entrySpan, span }) => {
      const end = Math.max(span.end, entrySpan.end);
      return via === "own" && span.start < offset && offset < end;
    });
    if (isPatches) patch = view;
  }
  return view && { patch };
}

function eol(text: string): string {
  const at = text.indexOf("\n");
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}

function endOf(maxDays: number, today: string | undefined): string {
  const now = Date.parse(today ?? "");
  if (Number.isNaN(now)) return "";
  const end = new Date(now + Math.min(maxDays, 90) * 24 * 60 * 60 * 1000);
  return ` until=${end.toISOString().slice(0, 10)}`;
}
