import type { Analysis, Part, Problem, Settings, Source } from "../analysis.ts";
import type { Analyzer } from "../analyze.ts";
import { docsUrl } from "../docs.ts";
import type { Change } from "../edits/change.ts";
import { differences } from "../edits/differences.ts";
import type { Block } from "../model/block.ts";
import type { Beside, Fix, Safety } from "../rule.ts";
import { type Edit, type Span, shift } from "../text.ts";
import { allowHere } from "./allow-here.ts";
import { present, type Shown } from "./present.ts";
import { fixFor, type RepairOptions, repair } from "./repair.ts";

export const kinds = {
  quickFix: "quickfix",
  fixAll: "source.fixAll.seaworthy",
  harden: "refactor.rewrite.seaworthy.harden",
} as const;

export type Kind = (typeof kinds)[keyof typeof kinds];

export interface Action {
  readonly title: string;
  readonly kind: Kind;
  /** The one that a key may apply unasked. */
  readonly preferred: boolean;
  /** What it repairs or silences; undefined where it is more than one thing shown. */
  readonly shown: Shown | undefined;
  /** What may break, where the application could be affected. */
  readonly mayBreak: string | undefined;
  /** True where it changes several places at once, so that its changes deserve a look before they are made. */
  readonly wide: boolean;
  readonly effect: Effect;
}

/** What an action does; edits are made only when they are asked for. */
export type Effect =
  | { readonly edits: () => readonly Edit[] }
  /** Turns rules off in the configuration, whose text the caller has. */
  | { readonly turnOff: readonly string[] }
  /** Adds to another file. */
  | { readonly beside: Beside }
  | { readonly open: string };

export interface ActionContext {
  readonly analyzer: Analyzer;
  readonly analysis: Analysis;
  readonly source: Source;
  readonly settings: Settings;
}

/** What can be done about a range of the text, in the order in which it is to be offered. */
export function codeActions(context: ActionContext, span: Span, wanted: (kind: Kind) => boolean): readonly Action[] {
  const touching = ({ span: { start, end } }: { readonly span: Span }) => start <= span.end && span.start <= end;
  const actions: Action[] = [];
  if (wanted(kinds.quickFix)) {
    for (const shown of present(context.analysis.problems)) {
      if (touching(shown)) actions.push(...quickFixes(shown, context));
    }
  }
  if (wanted(kinds.harden)) actions.push(...hardenings(context, span));
  if (wanted(kinds.fixAll)) actions.push(...fixAll(context));
  return actions;
}

function quickFixes(shown: Shown, context: ActionContext): readonly Action[] {
  const fixes = shown.problems.length > 1 ? groupFixes(shown) : singleFixes(shown, shown.problems[0]);
  return [
    ...fixes.map((action, at) => ({ ...action, preferred: at === 0 && action.preferred })),
    ...(fixes.length > 0 ? fixEvery(shown, context) : []),
    ...silences(shown, context),
    quickFix(`Open the page of ${shortId(shown.id)}`, shown, { open: docsUrl(shown.id) }),
  ];
}

function quickFix(title: string, shown: Shown, effect: Effect, mayBreak?: string): Action {
  return { title, kind: kinds.quickFix, preferred: false, shown, mayBreak, wide: false, effect };
}

function singleFixes(shown: Shown, problem: Problem): Action[] {
  return problem.fixes().flatMap((fix) => {
    const offer = (effect: Effect) => ({
      ...quickFix(fix.title, shown, effect, breaks(problem, fix)),
      preferred: !fix.onlyPicked,
    });
    if (fix.beside) return [offer({ beside: fix.beside })];
    const result = problem.part.resolve(fix.changes);
    return "refused" in result ? [] : [offer({ edits: () => result.edits })];
  });
}

const breaks = ({ rule }: Problem, { safety, assumes }: Fix): string | undefined =>
  safety === "review" ? [rule?.mayBreak ?? [], assumes ?? []].flat().join(" ") || undefined : undefined;

/** One fix that writes the whole block, without what is only a hint; and below it each member's own. */
function groupFixes(shown: Shown): readonly Action[] {
  const chosen = shown.problems.flatMap((problem) => {
    const fix = fixFor(problem, { safeties: bothSafeties });
    return fix && !("refused" in problem.part.resolve(fix.changes)) ? [{ problem, fix }] : [];
  });
  const single = shown.problems.flatMap((problem) => singleFixes(shown, problem));
  const result = chosen.length > 1 ? shown.part.resolve(distinct(chosen.flatMap(({ fix }) => fix.changes))) : undefined;
  if (!result || "refused" in result) return single;
  const subject = `${shown.subject?.[0]?.toLowerCase()}${shown.subject?.slice(1)}`;
  const title = `Harden ${subject}: add ${chosen.length === shown.problems.length ? "all " : ""}${chosen.length} protections`;
  const mayBreak = chosen.map(({ problem, fix }) => breaks(problem, fix)).filter((text) => text !== undefined);
  const whole = quickFix(title, shown, { edits: () => result.edits }, mayBreak.join(" ") || undefined);
  return [{ ...whole, preferred: true }, ...single];
}

function distinct(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function fixEvery(shown: Shown, context: ActionContext): readonly Action[] {
  const [{ rule, id }] = shown.problems;
  if (!rule || shown.problems.length > 1) return [];
  const repaired = repairAction(`Fix all ${shortId(id)} problems in this file`, kinds.quickFix, context, {
    safeties: bothSafeties,
    rules: new Set([id]),
  });
  return repaired && repaired.count > 1 ? [{ ...repaired.action, shown }] : [];
}

function silences(shown: Shown, { analyzer, source, settings }: ActionContext): readonly Action[] {
  const ruled = shown.problems.filter(({ rule }) => rule);
  const sets = ruled.length > 1 ? [ruled, ...ruled.map((one) => [one])] : [ruled];
  const allowing = sets.flatMap((problems) => {
    const edit = allowHere(
      { part: shown.part, problems, span: shown.span },
      { source, settings, rules: analyzer.rules },
    );
    const names = problems.length > 1 ? `all ${problems.length}` : problems.map(({ id }) => shortId(id)).join("");
    return edit ? [quickFix(`Allow ${names} here`, shown, { edits: () => [edit] })] : [];
  });
  // A group's menu is long already, and who turns a rule off has met it alone.
  const turning = (ruled.length === 1 ? ruled : []).map(({ id }) =>
    quickFix(`Turn ${shortId(id)} off in .seaworthy.yaml`, shown, { turnOff: [id] }),
  );
  return [...allowing, ...turning];
}

const bothSafeties: readonly Safety[] = ["safe", "review"];

const shortId = (id: string): string => id.slice(id.indexOf("/") + 1);

/** An action that repairs again and again until nothing more changes; undefined where there is nothing to repair. */
function repairAction(
  title: string,
  kind: Kind,
  { analyzer, analysis, source, settings }: ActionContext,
  options: RepairOptions,
): { readonly action: Action; readonly count: number } | undefined {
  const fixes = analysis.problems.flatMap((problem) => {
    const fix = fixFor(problem, options);
    return fix ? [{ fix, problem }] : [];
  });
  if (fixes.length === 0) return undefined;
  const mayBreak = new Set(fixes.map(({ fix, problem }) => breaks(problem, fix)).filter((text) => text !== undefined));
  const effect = { edits: () => differences(source.text, repair(analyzer, source, settings, options).text) };
  const broken = [...mayBreak].join(" ") || undefined;
  const action = { title, kind, preferred: false, shown: undefined, mayBreak: broken, wide: true, effect };
  return { action, count: fixes.length };
}

/** All fixes of the container, service or stage at the cursor, and of the object that it belongs to. */
function hardenings(context: ActionContext, span: Span): readonly Action[] {
  const blocks = context.analysis.parts.flatMap((part) => blocksAt(part, span));
  return blocks.flatMap(({ span: within, place }) => {
    const options = { safeties: bothSafeties, within };
    return repairAction(`Harden ${place}`, kinds.harden, context, options)?.action ?? [];
  });
}

/** The smallest block at the cursor and the largest around it, with offsets of the file. */
function blocksAt(part: Part, span: Span): readonly Block[] {
  const around = part.blocks
    .map(({ span: own, place }) => ({ span: shift(own, part.start), place }))
    .filter(({ span: own }) => own.start <= span.end && span.start <= own.end)
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  const [smallest] = around;
  const largest = smallest && around.filter(({ span: own }) => encloses(own, smallest.span)).at(-1);
  return smallest && largest ? [...new Set([smallest, largest])] : [];
}

const encloses = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

function fixAll(context: ActionContext): readonly Action[] {
  const repaired = repairAction("Fix all that is safe to fix", kinds.fixAll, context, { safeties: ["safe"] });
  return repaired ? [repaired.action] : [];
}
