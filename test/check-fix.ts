import type { Analysis, Problem } from "../server/core/analysis.ts";
import { applyEdits, type Edit } from "../server/core/text.ts";
import { obstacles } from "./check-runs.ts";

/** A text as it was judged, and how to judge what becomes of it. */
export interface Judged {
  readonly text: string;
  readonly analysis: Analysis;
  analyze(text: string): Analysis;
}

/** What edits do that were to repair `problems`: what is wrong with them (undefined where nothing is), and the text. */
export function checkFix({ text, analysis, analyze }: Judged, problems: readonly Problem[], edits: readonly Edit[]) {
  const after = applyEdits(text, edits);
  const wrong = wrongEdits(text, edits) ?? mixedLineEnds(text, after);
  return { after, wrong: wrong ?? wrongAnalysis(analysis, problems, analyze(after)) };
}

/** Between edits that ascend and lie in the text, everything stays as it is. */
function wrongEdits(text: string, edits: readonly Edit[]): string | undefined {
  if (edits.length === 0) return "no edits";
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let at = 0;
  for (const { span } of ordered) {
    if (span.start < at || span.end < span.start || span.end > text.length) return "edits that overlap or lie outside";
    at = span.end;
  }
  return undefined;
}

function mixedLineEnds(before: string, after: string): string | undefined {
  const had = lineEnds(before);
  const has = lineEnds(after);
  if (had.crlf === 0 && has.crlf > 0) return "CRLF written into a text with LF";
  return had.lf === 0 && had.crlf > 0 && has.lf > 0 ? "LF written into a text with CRLF" : undefined;
}

function lineEnds(text: string): { readonly crlf: number; readonly lf: number } {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  return { crlf, lf: (text.match(/\n/g)?.length ?? 0) - crlf };
}

function wrongAnalysis(before: Analysis, problems: readonly Problem[], after: Analysis): string | undefined {
  if (after.crashes.length > 0) return `${after.crashes[0]?.id} crashes`;
  if (after.unreadable.length > before.unreadable.length || !after.relevant) return "the text does not parse any more";
  const wordings = counted(before.problems, exactly);
  const left = counted(after.problems, exactly);
  for (const [key, count] of counted(problems, exactly)) {
    if ((left.get(key) ?? 0) > (wordings.get(key) ?? 0) - count) return "the finding is still there";
  }
  const known = counted(before.problems.filter(isGrave), roughly);
  const laidOpen = problems.flatMap(({ id }) => layOpen[id] ?? []);
  for (const [key, count] of counted(after.problems.filter(isGrave), roughly)) {
    const [id = ""] = key.split(" ");
    if (count > (known.get(key) ?? 0) && !laidOpen.includes(id)) return `a new finding of ${id}`;
  }
  const met = counted(before.parts.flatMap(obstacles), String);
  for (const [obstacle, count] of counted(after.parts.flatMap(obstacles), String)) {
    if (count > (met.get(obstacle) ?? 0)) return obstacle;
  }
  return undefined;
}

/** What goes unsaid while something worse makes it meaningless. */
const layOpen: Readonly<Record<string, readonly string[]>> = {
  "compose/privileged-container": ["compose/privilege-escalation", "compose/undropped-capabilities"],
  "kubernetes/privileged-container": ["kubernetes/privilege-escalation", "kubernetes/writable-host-path"],
  "kubernetes/dangerous-capabilities": ["kubernetes/privilege-escalation"],
  // A setting that takes effect for the first time may be a bad one.
  "kubernetes/misplaced-setting": ["kubernetes/root-user"],
  // A namespace that asks for something says which pods lack it.
  "kubernetes/unenforced-pod-security": ["kubernetes/rejected-pod"],
  "kubernetes/privileged-namespace": ["kubernetes/rejected-pod"],
};

const isGrave = ({ severity }: Problem): boolean => severity === "warning" || severity === "error";

const exactly = ({ id, place, message }: Problem): string => `${id} ${place} ${message}`;

/** The same finding may say something else after a repair. */
const roughly = ({ id, place }: Problem): string => `${id} ${place}`;

function counted<Item>(items: readonly Item[], name: (item: Item) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1);
  return counts;
}
