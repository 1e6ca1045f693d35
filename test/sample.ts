import type { Analysis, Settings, Source } from "../server/core/analysis.ts";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { type Path, replace, set } from "../server/core/edits/change.ts";
import { type AnyRule, composeRule, dockerfileRule, type Finding, kubernetesRule } from "../server/core/rule.ts";
import type { Span } from "../server/core/text.ts";

/** Rules that say something simple, so that tests of the editor's features do not hang on the wording of real ones. */
const shared = { references: ["CWE-250"], aliases: {}, options: {} } as const;

const rootUser = dockerfileRule({
  ...shared,
  id: "root-user",
  title: "The image runs as root",
  why: "Root inside is root outside.",
  mayBreak: "Programs that write to the image's own files.",
  severity: "error",
  *check(file) {
    for (const instruction of file.instructions) {
      const [word] = instruction.words;
      if (instruction.keyword !== "USER" || word?.text !== "root") continue;
      const fix = (uid: string) => ({
        title: `Run as ${uid}`,
        safety: "review" as const,
        changes: [replace(word.span, uid)],
      });
      yield { span: word.span, message: "The image runs as root.", fixes: () => [fix("65532"), fix("nobody")] };
    }
  },
});

const maintainer = dockerfileRule({
  ...shared,
  id: "deprecated-maintainer",
  title: "MAINTAINER is deprecated",
  why: "Tools have stopped to read it.",
  mayBreak: "Nothing.",
  severity: "info",
  *check(file) {
    for (const { keyword, keywordSpan, span } of file.instructions) {
      if (keyword !== "MAINTAINER") continue;
      const changes = [replace({ start: span.start, end: span.end + 1 }, "")];
      yield {
        span: keywordSpan,
        message: "MAINTAINER is deprecated.",
        fixes: () => [{ title: "Remove MAINTAINER", safety: "safe", changes }],
      };
    }
  },
});

/** Settings that a container should have, and the value that the fix gives; undefined where nobody can know one. */
const wanted = [
  { id: "writable-root-filesystem", field: "readOnlyRootFilesystem", value: true, severity: "warning" },
  { id: "privilege-escalation", field: "allowPrivilegeEscalation", value: false, severity: "warning" },
  { id: "unbounded-memory", field: "memory", value: undefined, severity: "info" },
] as const;

const absences = wanted.flatMap(({ id, field, value, severity }): AnyRule[] => {
  const declaration = {
    ...shared,
    id,
    title: `Nothing is said of ${field}`,
    why: `Without ${field} much is allowed.`,
    mayBreak: `What ${field} forbids.`,
    severity,
  };
  const absence = (nameSpan: Span, path: Path): Finding => {
    const changes = value === undefined ? [] : [set([...path, field], value)];
    const found = { span: nameSpan, message: `There is no ${field}.`, absent: true };
    if (changes.length === 0) return { ...found, note: "The number has to be measured." };
    return { ...found, fixes: () => [{ title: `Set ${field}`, safety: "review", changes }] };
  };
  return [
    kubernetesRule({
      ...declaration,
      *check({ containers }) {
        for (const { view, nameSpan, path } of containers) {
          if (!view.at("securityContext", field)) yield absence(nameSpan, [...path, "securityContext"]);
        }
      },
    }),
    composeRule({
      ...declaration,
      *check({ services }) {
        for (const { view, nameSpan, path } of services) if (!view.get(field)) yield absence(nameSpan, path);
      },
    }),
  ];
});

export const sampleRules: readonly AnyRule[] = [rootUser, maintainer, ...absences];

export interface Sample {
  readonly text: string;
  /** Where `<|>` stood; 0 without one. */
  readonly offset: number;
  readonly analyzer: Analyzer;
  readonly source: Source;
  readonly settings: Settings;
  readonly analysis: Analysis;
}

/** A marked text, judged by the rules above. The path is guessed where none is given. */
export function sample(marked: string, given: { readonly path?: string; readonly config?: unknown } = {}): Sample {
  const offset = Math.max(marked.indexOf("<|>"), 0);
  const text = marked.replace("<|>", "");
  const guess = /^\s*services:/m.test(text) ? "compose.yaml" : /apiVersion/.test(text) ? "web.yaml" : "Dockerfile";
  const source: Source = { path: given.path ?? guess, text };
  const analyzer = new Analyzer(sampleRules);
  const settings: Settings = { config: readConfig([given.config], sampleRules).config, today: "2026-11-23" };
  return { text, offset, analyzer, source, settings, analysis: analyzer.analyze(source, settings) };
}

export const pod = (container: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${container}`;
