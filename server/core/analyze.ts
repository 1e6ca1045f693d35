import { allowFindings } from "./allow.ts";
import {
  type Analysis,
  noAnalysis,
  type Part,
  type PartFinding,
  type Problem,
  type Settings,
  type Source,
} from "./analysis.ts";
import { detect, type FileKind } from "./detect.ts";
import { ignoredByHead } from "./foreign-ignores.ts";
import { type JudgedPart, type Judging, judgeDockerfile, judgeYaml, type Verdict } from "./parts.ts";
import { forbiddingLevel } from "./profiles.ts";
import type { AnyRule, Fix } from "./rule.ts";
import { RuleIndex } from "./rule-index.ts";
import { splitDocuments } from "./syntax/yaml.ts";
import { type Span, shift } from "./text.ts";
import { OwnSurroundings } from "./workspace/own-surroundings.ts";

/** Paths whose parts are kept: more than anybody has open in view, less than a repository walked by the command line. */
const mostKept = 64;

interface Kept {
  readonly kind: FileKind;
  readonly settings: Settings;
  /** By text. Null: judged to be none of ours. */
  readonly parts: Map<string, JudgedPart | null>;
  readonly surroundings: OwnSurroundings;
}

/** Text in, problems out. Keeps the parts of each path's last text, so that a keystroke costs one document. */
export class Analyzer {
  readonly rules: readonly AnyRule[];
  private readonly index: RuleIndex;
  private readonly kept = new Map<string, Kept>();

  constructor(rules: readonly AnyRule[]) {
    this.rules = rules;
    this.index = new RuleIndex(rules);
  }

  /** Total: broken input still gives an analysis, and a broken rule costs only its own findings. */
  analyze(source: Source, settings: Settings): Analysis {
    const kind = detect(source);
    if (kind === "none") {
      this.kept.delete(source.path);
      return noAnalysis;
    }
    if (source.text.includes("\0")) return unreadableFile("The file holds NUL bytes: it is binary, or not in UTF-8.");
    if (kind === "template") return templated(source.text);
    const ignored = settings.config.allow.otherTools ? ignoredByHead(source.text) : () => false;
    const { placed, objects } = this.judgedParts(source, kind, settings);
    return { ...assemble(placed, this.index, ignored), objects };
  }

  /** Lets go of what is kept of a path that is closed. */
  forget(path: string): void {
    this.kept.delete(path);
  }

  private keep(path: string, kept: Kept): void {
    this.kept.delete(path);
    this.kept.set(path, kept);
    const oldest = this.kept.keys().next();
    if (this.kept.size > mostKept && !oldest.done) this.kept.delete(oldest.value);
  }

  private judgedParts(
    source: Source,
    kind: "dockerfile" | "yaml" | "compose",
    settings: Settings,
  ): Pick<Analysis, "objects"> & { readonly placed: readonly Placed[] } {
    const { config, today } = settings;
    const { kubernetesVersion, trustedRegistries } = config;
    const context = { today, kubernetesVersion, trustedRegistries, path: source.path };
    const judging: Judging = { rules: this.rules, index: this.index, config, context };
    const last = this.kept.get(source.path);
    const reusable = last?.kind === kind && sameSettings(last.settings, settings) ? last : undefined;
    const parts = new Map<string, JudgedPart | null>();
    const placed: Omit<Placed, "verdict">[] = [];
    const texts = kind === "dockerfile" ? [{ start: 0, text: source.text }] : splitDocuments(source.text);
    for (const { start, text } of texts) {
      let part = parts.get(text) ?? reusable?.parts.get(text);
      if (part === undefined) {
        part = kind === "dockerfile" ? judgeDockerfile(text, judging) : (judgeYaml(text, kind, judging) ?? null);
      }
      parts.set(text, part);
      if (part) placed.push({ start, part });
    }
    const surroundings = reusable?.surroundings ?? new OwnSurroundings();
    this.keep(source.path, { kind, settings, parts, surroundings });
    const { around, own, key } = surroundings.of(source, placed, settings.workspace);
    const judged = placed.map(({ start, part }) => ({ start, part, verdict: part.judgeIn(around, key) }));
    return { placed: judged, objects: own };
  }
}

interface Placed {
  readonly start: number;
  readonly part: JudgedPart;
  readonly verdict: Verdict;
}

function sameSettings(a: Settings, b: Settings): boolean {
  return a.config === b.config && a.today === b.today;
}

/** Gives parts their places in the file, and lets `allow-file` comments of any part speak for all. */
function assemble(
  placed: readonly Placed[],
  index: RuleIndex,
  ignored: (rule: AnyRule | undefined) => boolean,
): Omit<Analysis, "objects"> {
  const fileAllows = placed.flatMap(({ verdict }) => verdict.fileAllows);
  const allowed = new Set(fileAllows.flatMap(({ ids }) => ids.flatMap(({ rules }) => rules)));
  const found = new Set<AnyRule>();
  const problems: Problem[] = [];
  const parts: Part[] = [];
  for (const { start, part: judged, verdict } of placed) {
    const part = placedPart(judged, start);
    parts.push(part);
    for (const finding of verdict.findings) {
      const { rule } = finding;
      if (rule && allowed.has(rule)) found.add(rule);
      else if (!ignored(rule)) problems.push(problemOf(finding, part));
    }
  }
  if (fileAllows.length > 0) {
    const used = new Set(
      fileAllows.flatMap(({ ids }) => ids.filter(({ rules }) => rules.some((rule) => found.has(rule)))),
    );
    const ran = new Set([...allowed].filter((rule) => placed.every(({ verdict }) => verdict.ran(rule))));
    for (const [at, part] of parts.entries()) {
      const own = placed[at]?.verdict.fileAllows ?? [];
      for (const finding of allowFindings(own, used, (rule) => ran.has(rule), index, part.text)) {
        problems.push(problemOf(finding, part));
      }
    }
    problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
  return {
    relevant: placed.length > 0,
    problems,
    crashes: placed.flatMap(({ verdict }) => verdict.crashes),
    parts,
    unreadable: placed.flatMap(({ start, part }) =>
      part.errors.map(({ span, message }) => ({ span: shift(span, start), message })),
    ),
  };
}

function placedPart(judged: JudgedPart, start: number): Part {
  const { text, blocks, model } = judged;
  return {
    start,
    text,
    blocks,
    model,
    resolve(changes) {
      const result = judged.resolve(changes);
      if (start === 0 || "refused" in result) return result;
      return { edits: result.edits.map((edit) => ({ span: shift(edit.span, start), text: edit.text })) };
    },
  };
}

const noFixes: readonly Fix[] = [];

function problemOf(finding: PartFinding, part: Part): Problem {
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.effectiveSeverity,
    degree: finding.degree ?? finding.effectiveSeverity,
    span: shift(finding.span, part.start),
    message: finding.message,
    absent: finding.absent ?? false,
    podSecurity: finding.rule && forbiddingLevel(finding.rule, finding),
    note: finding.note,
    related: finding.related ?? [],
    hides: finding.hides && shift(finding.hides, part.start),
    place: finding.place,
    part,
    fixes: () => finding.fixes?.() ?? noFixes,
  };
}

function unreadableFile(message: string): Analysis {
  return { ...noAnalysis, relevant: true, unreadable: [{ span: { start: 0, end: 0 }, message }] };
}

/** Judging a template as if it were YAML gives false findings: one hint says that nothing was judged. */
function templated(text: string): Analysis {
  const start = Math.max(text.indexOf("{{"), 0);
  const span: Span = { start, end: Math.min(start + 2, text.length) };
  const part: Part = {
    start: 0,
    text,
    blocks: [],
    model: { target: undefined },
    resolve: () => ({ refused: "The file holds template expressions." }),
  };
  const finding: PartFinding = {
    id: "seaworthy/templated-file",
    rule: undefined,
    effectiveSeverity: "hint",
    place: "",
    span,
    message: "This file holds template expressions and is not judged; check what it renders to.",
  };
  return { ...noAnalysis, relevant: true, problems: [problemOf(finding, part)], parts: [part] };
}
