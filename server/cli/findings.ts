import type { Problem } from "../core/analysis.ts";
import { docsUrl } from "../core/docs.ts";
import type { Fix, Related, Severity } from "../core/rule.ts";
import type { Position, Span } from "../core/text.ts";
import type { Judged } from "./session.ts";

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A finding as programs read it: lines and characters count from zero. */
export interface FindingRecord {
  readonly path: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly place: string;
  readonly docs: string;
  readonly fixes: readonly FixRecord[];
  /** What stands elsewhere and belongs to it. */
  readonly related?: readonly RelatedRecord[];
}

export interface RelatedRecord {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

export interface FixRecord {
  readonly title: string;
  readonly safety: Fix["safety"];
  /** `path` where it is another file than the finding's own. */
  readonly edits: readonly { readonly path?: string; readonly range: Range; readonly newText: string }[];
}

export const recordsOf = (judged: Judged): readonly FindingRecord[] =>
  judged.analysis.problems.map((problem) => toRecord(judged, problem));

function toRecord(judged: Judged, problem: Problem): FindingRecord {
  return {
    path: judged.path,
    rule: problem.id,
    severity: problem.severity,
    message: problem.message,
    range: toRange(judged, problem.span),
    place: problem.place,
    docs: docsUrl(problem.id),
    fixes: problem.fixes().flatMap((fix) => toFix(judged, problem, fix)),
    ...(problem.related.length > 0 && { related: problem.related.map(toRelated) }),
  };
}

function toRelated({ at: { path, line, character, endCharacter }, message }: Related): RelatedRecord {
  return { path, range: { start: { line, character }, end: { line, character: endCharacter } }, message };
}

export function toRange({ lines }: Pick<Judged, "lines">, { start, end }: Span): Range {
  return { start: lines.position(start), end: lines.position(end) };
}

/** None where the fix cannot be made here, for example through an alias. */
function toFix(judged: Judged, problem: Problem, { title, safety, changes, beside }: Fix): readonly FixRecord[] {
  if (beside) {
    const { path, line, character } = beside.at;
    const end = { line, character };
    return [{ title, safety, edits: [{ path, range: { start: end, end }, newText: beside.text }] }];
  }
  const result = problem.part.resolve(changes);
  if ("refused" in result) return [];
  return [
    { title, safety, edits: result.edits.map(({ span, text }) => ({ range: toRange(judged, span), newText: text })) },
  ];
}
