import type { Analysis, Part, Problem, Settings, Source } from "../analysis.ts";
import type { Analyzer } from "../analyze.ts";
import type { Change } from "../edits/change.ts";
import { DisjointEdits } from "../edits/disjoint-edits.ts";
import type { Fix, Safety } from "../rule.ts";
import { applyEdits, contains, type Edit, type Span } from "../text.ts";

export interface RepairOptions {
  readonly safeties: readonly Safety[];
  /** Repairs the findings of these rules only, by their full ids. */
  readonly rules?: ReadonlySet<string> | undefined;
  /** Repairs only what stands in this range of the source. */
  readonly within?: Span | undefined;
  /** `baseline`: leaves alone what only the Pod Security level *restricted* asks for. */
  readonly level?: "baseline" | "restricted" | undefined;
}

export interface Repair {
  readonly text: string;
  readonly applied: readonly {
    readonly id: string;
    readonly title: string;
    readonly place: string;
    readonly safety: Safety;
    readonly assumes?: string | undefined;
  }[];
  /** What is still found in `text`, where it stands there, and why nothing repaired it. */
  readonly left: readonly { readonly problem: Problem; readonly reason: string }[];
}

/** Reasons for which a finding is left though it has fixes. */
export const wantsReview = "The fix could change what runs and needs a review.";
export const othersDecide =
  "It is no matter of a workload alone, and its fix could change what others may do or reach: name its rule to have it applied.";
const isPicked = "Its fix takes what not everybody has, such as a login: an editor offers it.";
export const changesAnother = "Its fix changes another file: an editor offers it.";
export const onlyHint = "It is only a hint, and its fix could change what runs: name its rule to have it applied.";

const maxRounds = 12;

/** Applies the preferred fixes until nothing more changes. The result parses wherever the source did. */
export function repair(analyzer: Analyzer, source: Source, settings: Settings, options: RepairOptions): Repair {
  let state: State = { text: source.text, analysis: analyzer.analyze(source, settings), within: options.within };
  const analyze = (text: string) => analyzer.analyze({ ...source, text }, settings);
  const refusals = new Map<string, string>();
  const seen = new Set([state.text]);
  const applied: Repair["applied"][number][] = [];
  let stopped: string | undefined;

  for (let round = 0; stopped === undefined; round++) {
    const found = candidates(state, options, refusals);
    if (found.length === 0) break;
    if (round === maxRounds) stopped = "The fixes did not come to an end.";
    else {
      const step = soundStep(state, found, analyze, refusals);
      if (step.candidates.length === 0) continue;
      if (seen.has(step.text)) stopped = "The fixes undo one another.";
      else {
        refusePersisting(step, refusals);
        for (const { problem, fix } of step.candidates) {
          const { title, safety, assumes } = fix;
          applied.push({ id: problem.id, title, place: problem.place, safety, assumes });
        }
        seen.add(step.text);
        state = step;
      }
    }
  }
  return { text: state.text, applied, left: whatIsLeft(state, options, refusals, stopped) };
}

interface State {
  readonly text: string;
  readonly analysis: Analysis;
  readonly within: Span | undefined;
}

/** A problem and the fix that may be applied to it. */
interface Candidate {
  readonly problem: Problem;
  readonly fix: Fix;
}

interface Step extends State {
  readonly candidates: readonly Candidate[];
  readonly edits: readonly Edit[];
}

function isMeant({ span, id, podSecurity }: Problem, within: Span | undefined, options: RepairOptions): boolean {
  if (options.rules && !options.rules.has(id)) return false;
  if (within && (span.start < within.start || span.end > within.end)) return false;
  return options.level !== "baseline" || podSecurity !== "restricted";
}

/** What names a finding from one round to the next, when its offsets have moved. */
const nameOf = ({ id, place, message }: Problem): string => JSON.stringify([id, place, message]);

function candidates(state: State, options: RepairOptions, refusals: ReadonlyMap<string, string>): Candidate[] {
  const found: Candidate[] = [];
  for (const problem of state.analysis.problems) {
    if (refusals.has(nameOf(problem))) continue;
    const fix = fixFor(problem, options, state.within);
    if (fix) found.push({ problem, fix });
  }
  return found;
}

/** The fix that `repair` would apply to a problem, where it is one that the options mean. */
export function fixFor(problem: Problem, options: RepairOptions, within = options.within): Fix | undefined {
  if (!isMeant(problem, within, options)) return undefined;
  return problem.fixes().find((one) => hindrance(one, problem, options) === undefined);
}

/** Why a fix is not applied though there is one. What is risked has to be worth it, unless its rule is asked for by name. */
function hindrance(
  { safety, beside, onlyPicked }: Fix,
  problem: Problem,
  { safeties, rules }: RepairOptions,
): string | undefined {
  if (!safeties.includes(safety)) return wantsReview;
  if (beside) return changesAnother;
  if (onlyPicked) return isPicked;
  if (safety === "safe" || rules) return undefined;
  if (problem.degree === "hint") return onlyHint;
  return concernsOthers(problem) ? othersDecide : undefined;
}

/** Roles, Services and the like; and what is good practice for a workload, but no protection that it lacks. */
function concernsOthers({ part, span, degree, podSecurity, absent }: Problem): boolean {
  if (part.model.target !== "kubernetes") return false;
  if (degree === "info" && podSecurity === undefined && !absent) return true;
  const at = span.start - part.start;
  return !part.model.manifest.objects.some((object) => object.pods.length > 0 && contains(object.span, at));
}

/** The largest part of the candidates, found by halving, that leaves a text which parses where the old one did. */
function soundStep(
  state: State,
  found: readonly Candidate[],
  analyze: (text: string) => Analysis,
  refusals: Map<string, string>,
): Step {
  const step = takeStep(state, found, analyze, refusals);
  if (step.candidates.length === 0 || !isBroken(state.analysis, step.analysis)) return step;
  const [first] = step.candidates;
  if (step.candidates.length === 1 && first) {
    refusals.set(nameOf(first.problem), "The repaired text would not parse.");
    return { ...state, candidates: [], edits: [] };
  }
  const middle = step.candidates.length >> 1;
  const left = soundStep(state, step.candidates.slice(0, middle), analyze, refusals);
  const right = soundStep(state, step.candidates.slice(middle), analyze, refusals);
  const both = takeStep(state, [...left.candidates, ...right.candidates], analyze, refusals);
  if (!isBroken(state.analysis, both.analysis)) return both;
  return left.candidates.length > 0 ? left : right;
}

function takeStep(
  state: State,
  found: readonly Candidate[],
  analyze: (text: string) => Analysis,
  refusals: Map<string, string>,
): Step {
  const byPart = new Map<Part, Candidate[]>();
  for (const candidate of found) {
    const list = byPart.get(candidate.problem.part);
    if (list) list.push(candidate);
    else byPart.set(candidate.problem.part, [candidate]);
  }
  const edits: Edit[] = [];
  const taken: Candidate[] = [];
  for (const [part, list] of byPart) {
    const resolved = resolvePart(part, list, state.text, refusals);
    edits.push(...resolved.edits);
    taken.push(...resolved.taken);
  }
  const text = applyEdits(state.text, edits);
  // A fix that changes nothing would be found again for ever.
  if (text === state.text) {
    for (const { problem } of taken) refusals.set(nameOf(problem), "The fix changes nothing.");
    return { ...state, candidates: [], edits: [] };
  }
  return {
    text,
    analysis: analyze(text),
    within: state.within && mapSpan(state.within, edits),
    candidates: taken,
    edits,
  };
}

interface Resolved {
  readonly edits: readonly Edit[];
  readonly taken: readonly Candidate[];
}

/** All fixes of one part: a YAML document's as one change, so that they write one block. */
function resolvePart(part: Part, list: readonly Candidate[], text: string, refusals: Map<string, string>): Resolved {
  if (part.model.target !== "dockerfile") {
    const together = resolveTogether(part, list, text);
    if (together) return together;
  }
  const possible: { readonly candidate: Candidate; readonly edits: readonly Edit[] }[] = [];
  for (const candidate of list) {
    const result = part.resolve(candidate.fix.changes);
    if ("refused" in result) refusals.set(nameOf(candidate.problem), result.refused);
    else if (isSound(result.edits, text)) possible.push({ candidate, edits: result.edits });
    else refusals.set(nameOf(candidate.problem), "The fix's own edits overlap.");
  }
  if (part.model.target !== "dockerfile" && possible.length < list.length) {
    const together = resolveTogether(
      part,
      possible.map(({ candidate }) => candidate),
      text,
    );
    if (together) return together;
  }
  return withoutOverlaps(possible);
}

function resolveTogether(part: Part, list: readonly Candidate[], text: string): Resolved | undefined {
  const changes = new Map<string, Change>();
  /** The value that the first fix gives to a path; a fix that wants another has to wait for the next round. */
  const values = new Map<string, string>();
  const taken: Candidate[] = [];
  for (const candidate of list) {
    const wanted = candidate.fix.changes.map((change) => [target(change), JSON.stringify(change), change] as const);
    if (wanted.some(([path, key]) => path !== undefined && (values.get(path) ?? key) !== key)) continue;
    for (const [path, key, change] of wanted) {
      if (path !== undefined) values.set(path, key);
      changes.set(key, change);
    }
    taken.push(candidate);
  }
  const result = part.resolve([...changes.values()]);
  return "edits" in result && isSound(result.edits, text) ? { edits: result.edits, taken } : undefined;
}

/** What can have only one new value; items may be appended to one sequence by several fixes. */
function target(change: Change): string | undefined {
  return "path" in change && change.op !== "append" ? JSON.stringify(change.path) : undefined;
}

function withoutOverlaps(
  possible: readonly { readonly candidate: Candidate; readonly edits: readonly Edit[] }[],
): Resolved {
  const kept = new DisjointEdits();
  const taken = possible.filter(({ edits }) => kept.add(edits)).map(({ candidate }) => candidate);
  return { edits: kept.edits, taken };
}

/** Applying edits that overlap or lie outside the text would lose text. */
function isSound(edits: readonly Edit[], text: string): boolean {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let at = 0;
  for (const { span } of ordered) {
    if (span.start < at || span.end < span.start || span.end > text.length) return false;
    at = span.end;
  }
  return true;
}

function isBroken(before: Analysis, after: Analysis): boolean {
  return after.unreadable.length > before.unreadable.length || (before.relevant && !after.relevant);
}

/** A fix that did not remove its finding is not applied again. */
function refusePersisting(step: Step, refusals: Map<string, string>): void {
  const places = new Map<string, Span[]>();
  for (const problem of step.analysis.problems) {
    const name = nameOf(problem);
    const spans = places.get(name);
    if (spans) spans.push(problem.span);
    else places.set(name, [problem.span]);
  }
  for (const { problem } of step.candidates) {
    const name = nameOf(problem);
    const was = mapSpan(problem.span, step.edits);
    const persists = places.get(name)?.some((span) => span.start <= was.end && was.start <= span.end);
    if (persists) refusals.set(name, "The fix did not remove the finding.");
  }
}

/** The range after the edits: what was inserted at its ends belongs to it. */
function mapSpan({ start, end }: Span, edits: readonly Edit[]): Span {
  let from = start;
  let to = end;
  for (const { span, text } of edits) {
    const growth = text.length - (span.end - span.start);
    if (span.end <= start && span.start < start) from += growth;
    if (span.start <= end) to += growth;
  }
  return { start: from, end: Math.max(from, to) };
}

function whatIsLeft(
  { analysis, within }: State,
  options: RepairOptions,
  refusals: ReadonlyMap<string, string>,
  stopped: string | undefined,
): Repair["left"] {
  const left: Repair["left"][number][] = [];
  for (const problem of analysis.problems) {
    if (!isMeant(problem, within, options)) continue;
    const fixes = problem.fixes();
    let why = problem.note;
    const hindrances = fixes.map((fix) => hindrance(fix, problem, options));
    if (hindrances.includes(undefined)) why = refusals.get(nameOf(problem)) ?? stopped;
    else if (hindrances.length > 0) why = hindrances.find((one) => one !== wantsReview) ?? wantsReview;
    left.push({ problem, reason: why ?? "There is no automatic fix." });
  }
  return left;
}
