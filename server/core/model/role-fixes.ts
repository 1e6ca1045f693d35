import { type Change, remove, set } from "../edits/change.ts";
import type { Fix } from "../rule.ts";
import type { PolicyRule, Token } from "./rbac.ts";

/** Takes words out of a rule of a role; the rule goes with its last word, as long as the role keeps another. */
export function dropTokens(
  rule: PolicyRule,
  list: "resources" | "verbs",
  dropped: readonly Token[],
): readonly Change[] {
  if (dropped.length === 0) return [];
  if (dropped.length < rule[list].length) return dropped.map(({ view }) => remove(view.path));
  return rule.role.rules.length > 1 ? [remove(rule.view.path)] : [];
}

/** Without changes there is no fix. */
export const reviewFix = (title: string, changes: readonly Change[]): readonly Fix[] =>
  changes.length > 0 ? [{ title, safety: "review", changes }] : [];

const usualVerbs = ["get", "list", "watch", "create", "update", "patch", "delete"];

/** What a `*` of verbs is mostly meant to be: without the verbs that have a meaning of their own, such as `escalate`. */
export const nameVerbs = (rule: PolicyRule): readonly Fix[] =>
  reviewFix("Name the verbs", [set([...rule.view.path, "verbs"], usualVerbs)]);

export const grantReading = (rule: PolicyRule): readonly Fix[] =>
  reviewFix("Grant only reading", [set([...rule.view.path, "verbs"], usualVerbs.slice(0, 3))]);
