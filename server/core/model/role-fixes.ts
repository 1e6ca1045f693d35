import { type Change, remove, set } from "../edits/change.ts";
import type { Fix } from "../rule.ts";
import type { PolicyRule, Token } from "./role.ts";

/**
 * Takes words out of a rule of a role; the rule goes with its last word, as long as the role keeps another. Where other
 * fixes would take out what is left, none is offered: together they would leave a rule that the API server refuses.
 */
export function dropTokens(
  rule: PolicyRule,
  list: "resources" | "verbs",
  dropped: readonly Token[],
): readonly Change[] {
  const kept = rule[list].filter((token) => !dropped.includes(token));
  if (dropped.length === 0) return [];
  if (kept.length === 0) return rule.role.rules.length > 1 ? [remove(rule.view.path)] : [];
  return kept.every(({ text }) => isDropped(text)) ? [] : dropped.map(({ view }) => remove(view.path));
}

const isDropped = (word: string): boolean => droppedWords.has(word) || word.startsWith("*/");

const droppedWords: ReadonlySet<string> = new Set([
  "bind",
  "delete",
  "deletecollection",
  "escalate",
  "impersonate",
  "nodes/proxy",
  "pods/attach",
  "pods/ephemeralcontainers",
  "pods/exec",
  "pods/portforward",
  "pods/proxy",
  "secrets",
  "serviceaccounts/token",
  "services/proxy",
]);

/** Without changes there is no fix. */
export const reviewFix = (title: string, changes: readonly Change[]): readonly Fix[] =>
  changes.length > 0 ? [{ title, safety: "review", changes }] : [];

const usualVerbs = ["get", "list", "watch", "create", "update", "patch", "delete"];

/** What a `*` of verbs is mostly meant to be: without the verbs that have a meaning of their own, such as `escalate`. */
export const nameVerbs = (rule: PolicyRule): readonly Fix[] =>
  reviewFix("Name the verbs", [set([...rule.view.path, "verbs"], usualVerbs)]);

export const grantReading = (rule: PolicyRule): readonly Fix[] =>
  reviewFix("Grant only reading", [set([...rule.view.path, "verbs"], usualVerbs.slice(0, 3))]);
