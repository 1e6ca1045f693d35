import { readAllows } from "../allow.ts";
import type { Analysis, Part, Problem } from "../analysis.ts";
import { readConfig } from "../config.ts";
import { referenceLink } from "../references.ts";
import { type AnyRule, fullId } from "../rule.ts";
import { RuleIndex } from "../rule-index.ts";
import { contains, type Span, shift } from "../text.ts";
import { fieldAt } from "./describe-field.ts";
import { imageAt } from "./describe-image.ts";
import { valueAt } from "./describe-value.ts";
import { bullets, paragraphs, ruleLink } from "./markdown.ts";
import { commentsOf } from "./part.ts";
import { present, type Shown } from "./present.ts";

export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

export interface HoverContext {
  readonly rules: readonly AnyRule[];
  readonly today: string | undefined;
}

/** What is to be said at an offset: of findings, of the image, of the rules that a comment names. */
export function hover(analysis: Analysis, offset: number, context: HoverContext): Hover | undefined {
  const found = present(analysis.problems)
    .filter(({ span }) => contains(span, offset))
    .map((shown) => ({ span: shown.span, markdown: describeShown(shown) }));
  const part = analysis.parts.find(({ start, text }) => start <= offset && offset <= start + text.length);
  if (part) {
    const at = offset - part.start;
    for (const one of [
      imageAt(part, at, context.today),
      fieldAt(part, at),
      valueAt(part, at),
      allowAt(part, at, context),
    ]) {
      if (one) found.push({ span: shift(one.span, part.start), markdown: one.markdown });
    }
  }
  const [first, ...others] = found;
  if (!first) return undefined;
  const smallest = others.reduce((a, { span }) => (span.end - span.start < a.end - a.start ? span : a), first.span);
  return { span: smallest, markdown: found.map(({ markdown }) => markdown).join("\n\n---\n\n") };
}

function describeShown({ subject, problems, id }: Shown): string {
  const [first] = problems;
  if (subject === undefined) return describeProblem(first);
  return paragraphs(
    `**${subject} lacks ${problems.length} protections**`,
    bullets(problems.map((problem) => describeMember(problem))),
    ruleLink(id),
  );
}

function describeProblem(problem: Problem): string {
  const { rule, id, note } = problem;
  if (!rule) return paragraphs(note, ruleLink(id));
  return paragraphs(`**${rule.title}**`, rule.why, remedy(problem), note, footer(rule));
}

/** A list item: its own paragraphs would tear the list apart. */
function describeMember(problem: Problem): string {
  const { rule, id, note, message } = problem;
  if (!rule) return `${message} ${ruleLink(id)}`;
  return [`**${rule.title}** ${ruleLink(id, rule.id)}`, rule.why, note, remedy(problem)]
    .filter((text) => text !== undefined && text !== "")
    .join("\\\n  ");
}

export function footer(rule: AnyRule): string {
  return [...rule.references.map(referenceLink), ruleLink(fullId(rule))].join(" · ");
}

/** What to do, and what that may break; or why nothing is offered. */
function remedy(problem: Problem): string {
  const [fix] = problem.fixes();
  if (!fix) return problem.note ? "" : "There is no automatic fix.";
  const result = problem.part.resolve(fix.changes);
  if ("refused" in result) return `**Fix:** ${fix.title}, by hand: ${lowerFirst(result.refused)}`;
  const breaks = fix.safety === "review" && problem.rule ? ` **May break:** ${problem.rule.mayBreak}` : "";
  return `**Fix:** ${fix.title}.${breaks}`;
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text[0]?.toLowerCase()}${text.slice(1)}` : text;
}

/** A rule's description, for places that name it. */
export function describeRule(rule: AnyRule): string {
  return paragraphs(`**${rule.title}**`, rule.why, footer(rule));
}

function allowAt(part: Part, offset: number, { rules }: HoverContext): Hover | undefined {
  const comments = commentsOf(part).filter(({ span }) => contains(span, offset));
  if (comments.length === 0) return undefined;
  const { allow } = readConfig([], []).config;
  const allows = readAllows({ text: part.text, comments, blocks: [] }, new RuleIndex(rules), allow, undefined);
  const id = allows.flatMap(({ ids }) => ids).find(({ span }) => contains(span, offset));
  if (!id || id.rules.length === 0) return undefined;
  const { target } = part.model;
  const meant = id.rules.some((rule) => rule.target === target)
    ? id.rules.filter((rule) => rule.target === target)
    : id.rules;
  return { span: id.span, markdown: meant.map(describeRule).join("\n\n---\n\n") };
}
