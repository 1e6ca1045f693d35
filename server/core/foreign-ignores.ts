import type { Part, PartFinding } from "./analysis.ts";
import { type Commented, CommentReach } from "./comment-reach.ts";
import { type ForeignWords, readAnnotation, readFileHead, readForeignComment } from "./foreign-words.ts";
import type { Dockerfile, Instruction } from "./model/dockerfile.ts";
import type { KubernetesObject, ManifestDocument } from "./model/kubernetes.ts";
import type { AnyRule } from "./rule.ts";
import { Sieve } from "./sieve.ts";
import type { Span } from "./text.ts";

interface Place extends Commented {
  readonly model: Part["model"];
}

/** Undefined `covers`: the whole part. */
interface ForeignIgnore {
  readonly words: ForeignWords;
  readonly covers: Span | undefined;
}

/** The findings that no other tool was told to overlook: an ignore of theirs is one of the rule that has the alias. */
export function withoutForeignIgnores(
  findings: readonly PartFinding[],
  place: Place,
  today: string | undefined,
): readonly PartFinding[] {
  if (findings.length === 0) return findings;
  const ignores = readIgnores(place).filter(({ words }) => holds(words, today));
  if (ignores.length === 0) return findings;
  const sieve = new Sieve(findings);
  for (const { words, covers } of ignores) {
    for (const rule of sieve.rules) if (names(words, rule)) sieve.hide(rule, covers);
  }
  return sieve.kept();
}

/** Tells of which rules a file wants to hear nothing at all, whichever of its parts finds it. */
export function ignoredByHead(text: string): (rule: AnyRule | undefined) => boolean {
  const head = readFileHead(text);
  return (rule) => head.some((words) => names(words, rule));
}

/** On the day that an expiry names, it has expired. */
function holds({ until }: ForeignWords, today: string | undefined): boolean {
  if (until === undefined) return true;
  return /^\d{4}-\d\d-\d\d$/.test(until) && (today === undefined || today < until);
}

function names({ peer, ids }: ForeignWords, rule: AnyRule | undefined): boolean {
  const aliases = rule?.aliases[peer];
  return aliases !== undefined && (ids === undefined || aliases.some((alias) => ids.includes(alias)));
}

function readIgnores(place: Place): readonly ForeignIgnore[] {
  const { model, comments } = place;
  const spoken = comments.flatMap(({ span, text }) => readForeignComment(text).map((words) => ({ span, words })));
  if (model.target === "dockerfile") return inDockerfile(spoken, model.dockerfile);
  const annotated = model.target === "kubernetes" ? annotations(place.text, model.manifest) : [];
  if (spoken.length === 0) return annotated;
  const reach = new CommentReach(place);
  const objects = model.target === "kubernetes" ? model.manifest.objects : [];
  return [...annotated, ...spoken.map(({ span, words }) => ({ words, covers: inYaml(span, words, reach, objects) }))];
}

type Spoken = readonly { readonly span: Span; readonly words: ForeignWords }[];

function inDockerfile(spoken: Spoken, dockerfile: Dockerfile): readonly ForeignIgnore[] {
  const { instructions } = dockerfile;
  const below = spoken.flatMap(({ span, words }): readonly ForeignIgnore[] => {
    if (words.scope === "file" || words.scope === "resource") return [{ words, covers: undefined }];
    const next = instructionBelow(span, instructions);
    if (!next) return [];
    // Trivy has no comment for a whole file, and above all instructions people mean it as one.
    if (words.peer === "trivy" && next === instructions[0]) return [{ words, covers: undefined }];
    const end = words.scope === "rest" ? dockerfile.stageOf(next)?.span.end : undefined;
    return [{ words, covers: { start: next.span.start, end: end ?? next.span.end } }];
  });
  const directives = dockerfile.directives
    .filter(({ name }) => name === "check")
    .flatMap(({ value }) => readForeignComment(`# check=${value}`))
    .map((words) => ({ words, covers: undefined }));
  return [...below, ...directives];
}

/** Undefined for a comment inside an instruction, which no tool reads. */
function instructionBelow(comment: Span, instructions: readonly Instruction[]): Instruction | undefined {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.span.end ?? 0) < comment.start) low = middle + 1;
    else high = middle;
  }
  const next = instructions[low];
  return next && next.span.start > comment.start ? next : undefined;
}

function inYaml(
  comment: Span,
  { scope }: ForeignWords,
  reach: CommentReach,
  objects: readonly KubernetesObject[],
): Span | undefined {
  if (scope === "file") return undefined;
  if (scope === "resource") return objects.length > 1 ? objectAround(comment, objects)?.span : undefined;
  const line = reach.trails(comment) ? reach.ownLine(comment) : reach.nextLine(comment);
  return scope === "line" ? line : reach.blockFrom(line);
}

function objectAround({ start }: Span, objects: readonly KubernetesObject[]): KubernetesObject | undefined {
  return objects.find(({ span }) => start <= span.end);
}

function annotations(text: string, { objects }: ManifestDocument): readonly ForeignIgnore[] {
  if (!annotationMark.test(text)) return [];
  return objects.flatMap((object) => {
    const { view, pods, span } = object;
    const own = view.at("metadata", "annotations")?.entries() ?? [];
    // Of the tools, kube-score alone reads those of a pod template too.
    const ofPods = pods.flatMap(({ metadata }) => metadata?.get("annotations")?.entries() ?? []);
    const words = own.map(({ key, value }) => readAnnotation(key, value.text() ?? ""));
    const more = ofPods
      .map(({ key, value }) => readAnnotation(key, value.text() ?? ""))
      .filter((one) => one?.peer === "kube_score");
    return [...words, ...more].flatMap((one) => (one ? [{ words: one, covers: span }] : []));
  });
}

const annotationMark =
  /kube-linter\.io\/|kube-score\/ignore|polaris\.fairwinds\.com\/|(?:checkov|bridgecrew|cortex)\.io\/skip/;
