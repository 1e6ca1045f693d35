import type { Analysis } from "../analysis.ts";
import type { AnyRule } from "../rule.ts";
import type { Span } from "../text.ts";
import { describeRule } from "./hover.ts";

export interface Completion {
  readonly label: string;
  readonly kind: "key" | "value" | "rule";
  readonly detail: string;
  readonly markdown: string | undefined;
  /** What is replaced, and by what. */
  readonly span: Span;
  readonly text: string;
}

/** Rule ids inside an allow comment, and how such a comment begins. */
export function completeAllow(
  analysis: Analysis,
  text: string,
  offset: number,
  rules: readonly AnyRule[],
): readonly Completion[] {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(Math.max(lineStart, offset - 500), offset);
  const comment = /(?:^|\s)#\s*seaworthy\s*:\s*(?:(allow|allow-file)\s+(.*)|([\w-]*))$/i.exec(before);
  if (!comment) return [];
  const [, command, list = "", begun = ""] = comment;
  if (command === undefined) return commands(offset, begun);
  if (/(?:^|\s)(?:--|—|–)/.test(list)) return [];
  const word = /[^\s,]*$/.exec(list)?.[0] ?? "";
  const part = analysis.parts.find(({ start, text: own }) => start <= offset && offset <= start + own.length);
  const given = new Set(list.slice(0, list.length - word.length).split(/[\s,]+/));
  return rules
    .filter(({ target, id }) => (part?.model.target ?? target) === target && !given.has(id))
    .map((rule) => ruleItem(rule, rule.id, { start: offset - word.length, end: offset }));
}

function commands(offset: number, begun: string): readonly Completion[] {
  const span = { start: offset - begun.length, end: offset };
  const item = (label: string, detail: string): Completion => ({
    label,
    kind: "value",
    detail,
    markdown: undefined,
    span,
    text: `${label} `,
  });
  return [item("allow", "for the line or block below"), item("allow-file", "for the whole file")];
}

export function ruleItem(rule: AnyRule, id: string, span: Span, behind = ""): Completion {
  return { label: id, kind: "rule", detail: rule.title, markdown: describeRule(rule), span, text: id + behind };
}
