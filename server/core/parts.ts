import { type Allow, allowFindings, readAllows, suppress } from "./allow.ts";
import type { Crash, Part, PartFinding } from "./analysis.ts";
import type { Config } from "./config.ts";
import { looksLikeManifest } from "./detect.ts";
import type { Change, EditResult } from "./edits/change.ts";
import { editYaml } from "./edits/yaml-editor.ts";
import { withoutForeignIgnores } from "./foreign-ignores.ts";
import { inOneLine } from "./message.ts";
import type { Block } from "./model/block.ts";
import { readCompose } from "./model/compose-model.ts";
import type { Dockerfile } from "./model/dockerfile.ts";
import { readDockerfile } from "./model/dockerfile-model.ts";
import type { ManifestDocument } from "./model/kubernetes.ts";
import { readManifest } from "./model/kubernetes-model.ts";
import { impliedKustomization, isKustomizationName } from "./model/kustomization.ts";
import { type LaidObjects, readLaidObjects } from "./model/laid-objects.ts";
import { placeFinder } from "./place-finder.ts";
import { findingSeverity } from "./profiles.ts";
import {
  type AnyRule,
  type Context,
  type Finding,
  type Fix,
  fullId,
  type Rule,
  type Severity,
  type WorkspaceContext,
} from "./rule.ts";
import type { RuleIndex } from "./rule-index.ts";
import { parseYaml } from "./syntax/yaml.ts";
import type { YamlDocument } from "./syntax/yaml-view.ts";
import { LineIndex, type Span } from "./text.ts";
import type { WorkspaceObject } from "./workspace/objects.ts";
import { objectsOfDocument, placeIn } from "./workspace/read-objects.ts";
import type { Surroundings } from "./workspace/surroundings.ts";

/** A part as it is judged and cached: nothing in it knows where in a file it stands. */
export interface JudgedPart {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly model: Part["model"];
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
  /** What other documents may ask for; lines count from the part's start. */
  objects(path: string): readonly WorkspaceObject[];
  /** With what the rules of the workspace find. `key` names the surroundings: for the same, the work is done once. */
  judgeIn(surroundings: Surroundings, key: string): Verdict;
  resolve(changes: readonly Change[]): EditResult;
}

/** What is found in a part. */
export interface Verdict {
  /** What rules found and no comment of this part allows, with what is to be said of those comments. */
  readonly findings: readonly PartFinding[];
  readonly fileAllows: readonly Allow[];
  /** Rules whose findings are all known, so that an unused allowance of theirs is worth a word. */
  ran(rule: AnyRule): boolean;
  readonly crashes: readonly Crash[];
}

export interface Judging {
  readonly rules: readonly AnyRule[];
  readonly index: RuleIndex;
  readonly config: Config;
  readonly context: Context;
}

export function judgeDockerfile(text: string, judging: Judging): JudgedPart {
  const dockerfile = readDockerfile(text);
  return judge(
    {
      text,
      blocks: dockerfile.stages,
      covered: [...dockerfile.stages, ...dockerfile.instructions],
      comments: dockerfile.comments,
      model: { target: "dockerfile", dockerfile },
      errors: dockerfile.errors,
      resolve: resolveText,
      check: (rule, options, context) =>
        rule.target === "dockerfile"
          ? checkDockerfile(rule as Rule<typeof dockerfile>, dockerfile, options, context)
          : [],
    },
    judging,
  );
}

/** From the first error on nobody knows what the text means, so that no fix is made there. */
function* checkDockerfile(
  rule: Rule<Dockerfile>,
  dockerfile: Dockerfile,
  options: Readonly<Record<string, unknown>>,
  context: WorkspaceContext,
): Iterable<Finding> {
  const [error] = dockerfile.errors;
  const damaged = error && dockerfile.instructions.find(({ span }) => span.end > error.span.start);
  if (!error) {
    yield* rule.check(dockerfile, options, context);
    return;
  }
  const from = damaged?.span.start ?? error.span.start;
  const isBefore = ({ changes }: Fix) => changes.every((change) => change.op !== "replace" || change.span.end <= from);
  for (const finding of rule.check(dockerfile, options, context)) {
    const { fixes } = finding;
    yield fixes ? { ...finding, fixes: () => fixes().filter(isBefore) } : finding;
  }
}

/** Undefined where the document is none of ours. */
export function judgeYaml(text: string, kind: "yaml" | "compose", judging: Judging): JudgedPart | undefined {
  const yaml = parseYaml(text);
  const resolve = (changes: readonly Change[]) => editYaml(yaml, changes);
  const shared = { text, comments: yaml.comments, errors: yaml.errors, resolve };
  if (kind === "compose") {
    const compose = readCompose(yaml);
    const blocks = compose.services;
    return judge(
      {
        ...shared,
        blocks,
        covered: blocks,
        model: { target: "compose", compose },
        check: (rule, options, context) =>
          rule.target === "compose" ? (rule as Rule<typeof compose>).check(compose, options, context) : [],
      },
      judging,
    );
  }
  const named = isKustomizationName(judging.context.path);
  const manifest = readManifest(yaml, named ? impliedKustomization : undefined);
  const laid = readLaidObjects(manifest);
  if (manifest.objects.length === 0 && !laid) {
    return isBroken(yaml, text, named) ? unreadable(text, yaml, resolve) : undefined;
  }
  const blocks = [...manifest.objects, ...manifest.containers, ...(laid?.manifest.objects ?? [])];
  return judge(
    {
      ...shared,
      blocks,
      covered: blocks,
      model: { target: "kubernetes", manifest },
      check: (rule, options, context) =>
        rule.target === "kubernetes"
          ? checkManifest(rule as Rule<ManifestDocument>, { manifest, laid }, options, context)
          : [],
    },
    judging,
  );
}

function* checkManifest(
  rule: Rule<ManifestDocument>,
  { manifest, laid }: { readonly manifest: ManifestDocument; readonly laid: LaidObjects | undefined },
  options: Readonly<Record<string, unknown>>,
  context: WorkspaceContext,
): Iterable<Finding> {
  yield* rule.check(manifest, options, context);
  // What surrounds an object is known of the object, and not of what is laid over it.
  if (!laid || rule.scope === "workspace") return;
  // A path in such an object is none in the text, so that no fix can be made.
  for (const { fixes: _, ...finding } of rule.check(laid.manifest, options, context)) {
    if (!laid.isRemoval(finding.span.start)) yield finding;
    else yield { ...finding, absent: true, severity: lowered(finding.severity), note: removed };
  }
}

/** A setting that is missing is less than one that is wrong. */
const lowered = (severity: Severity | undefined): Severity =>
  severity === undefined || severity === "error" ? "warning" : severity;

const removed =
  "The patch takes the setting away, and this is what Kubernetes assumes without it, unless the pod or a policy says otherwise.";

interface Judged {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly covered: readonly { readonly span: Span }[];
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  readonly model: Part["model"];
  readonly errors: JudgedPart["errors"];
  resolve(changes: readonly Change[]): EditResult;
  check(rule: AnyRule, options: Readonly<Record<string, unknown>>, context: WorkspaceContext): Iterable<Finding>;
}

function judge(judged: Judged, judging: Judging): JudgedPart {
  const { text, blocks, model, errors, resolve } = judged;
  const alone = runRules(judged, judging, "document", unknownSurroundings);
  let last: { readonly key: string; readonly verdict: Verdict } | undefined;
  return {
    text,
    blocks,
    model,
    errors,
    resolve,
    objects: (path) => objectsOf(model, text, path),
    judgeIn(surroundings, name) {
      // No rule of Compose files looks around.
      const key = model.target === "compose" ? "" : name;
      if (last?.key !== key) {
        const together = runRules(judged, judging, "workspace", surroundings);
        last = { key, verdict: verdictOf(judged, judging, alone, together) };
      }
      return last.verdict;
    },
  };
}

function objectsOf(model: Part["model"], text: string, path: string): readonly WorkspaceObject[] {
  if (model.target !== "kubernetes") return [];
  let lines: LineIndex | undefined;
  return objectsOfDocument(model.manifest, (span) => {
    lines ??= new LineIndex(text);
    return placeIn(lines, path, span, 0);
  });
}

/** What rules of one scope found. */
interface Found {
  readonly findings: readonly PartFinding[];
  readonly crashes: readonly Crash[];
  /** Rules whose findings are all known. */
  readonly ran: ReadonlySet<AnyRule>;
}

const unknownSurroundings: Surroundings = {
  path: "",
  complete: false,
  all: () => [],
  named: () => [],
  beside: () => ({ sure: [], maybe: [] }),
};

function runRules(
  { blocks, model, check }: Judged,
  { rules, config, context }: Judging,
  scope: AnyRule["scope"],
  surroundings: Surroundings,
): Found {
  const findings: PartFinding[] = [];
  const crashes: Crash[] = [];
  const ran = new Set<AnyRule>();
  const placeOf = placeFinder(blocks);
  for (const rule of rules) {
    if (rule.target !== model.target || rule.scope !== scope) continue;
    const { severity, named, options } = config.rule(rule, context.path);
    if (severity === "off") continue;
    try {
      for (const finding of check(rule, options, { ...context, surroundings })) {
        const degree = findingSeverity(rule, finding, severity, config.profile);
        if (degree === "off") continue;
        findings.push({
          ...finding,
          message: inOneLine(finding.message),
          id: fullId(rule),
          rule,
          effectiveSeverity: named ? severity : degree,
          degree,
          place: placeOf(finding.span),
        });
      }
      if (scope === "document" || surroundings.complete) ran.add(rule);
    } catch (error) {
      crashes.push({ id: fullId(rule), error });
    }
  }
  return { findings, crashes, ran };
}

function verdictOf(judged: Judged, { index, config, context }: Judging, alone: Found, together: Found): Verdict {
  const { text, model, errors } = judged;
  const found = [...alone.findings, ...together.findings];
  const place = { text, comments: judged.comments, blocks: judged.covered, model };
  const list = readAllows(place, index, config.allow, context.today);
  const speaksForFile = (allow: Allow) => !allow.covers && !allow.void;
  const here = list.filter((allow) => !speaksForFile(allow));
  // Of a text that is broken, or a rule that failed, nobody knows what would have been found.
  const ran = (rule: AnyRule) => (alone.ran.has(rule) || together.ran.has(rule)) && errors.length === 0;
  const { kept, used } = suppress(found, here);
  const wanted = config.allow.otherTools ? withoutForeignIgnores(kept, place, context.today) : kept;
  const said = allowFindings(here, used, ran, index, text);
  return {
    findings: [...wanted, ...said].sort(byPlace),
    fileAllows: list.filter(speaksForFile),
    ran,
    crashes: [...alone.crashes, ...together.crashes],
  };
}

const resolveText = (changes: readonly Change[]): EditResult => {
  const edits = changes.flatMap((change) =>
    change.op === "replace" ? [{ span: change.span, text: change.text }] : [],
  );
  return edits.length === changes.length ? { edits } : { refused: "A Dockerfile has no keys to set." };
};

function unreadable(text: string, { errors }: YamlDocument, resolve: JudgedPart["resolve"]): JudgedPart {
  const verdict: Verdict = { findings: [], fileAllows: [], crashes: [], ran: () => false };
  const nothing = { blocks: [], model: { target: undefined } } as const;
  return { ...nothing, text, errors, resolve, objects: () => [], judgeIn: () => verdict };
}

/** It names `apiVersion` and `kind`, or is a kustomization by its name, and yet nothing can be read of it. */
function isBroken({ errors }: YamlDocument, text: string, named: boolean): boolean {
  return errors.length > 0 && (named || looksLikeManifest(text));
}

const byPlace = (a: PartFinding, b: PartFinding) => a.span.start - b.span.start || a.span.end - b.span.end;
