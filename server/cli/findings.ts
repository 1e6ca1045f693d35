import type { Problem } from "../core/analysis.ts";
import { docsUrl } from "../core/docs.ts";
import type { Fix, Severity } from "../core/rule.ts";
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
}

export interface FixRecord {
  readonly title: string;
  readonly safety: Fix["safety"];
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
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
  };
}

export function toRange({ lines }: Pick<Judged, "lines">, { start, end }: Span): Range {
  return { start: lines.position(start), end: lines.position(end) };
}

/** None where the fix cannot be made here, for example through an alias. */
function toFix(judged: Judged, problem: Problem, { title, safety, changes }: Fix): readonly FixRecord[] {
  const result = problem.part.resolve(changes);
  if ("refused" in result) return [];
  return [
    { title, safety, edits: result.edits.map(({ span, text }) => ({ range: toRange(judged, span), newText: text })) },
  ];
}
