import { type AnyRule, fullId } from "../core/rule.ts";
import repairs from "./repairs.json";

/** The titles of the fixes that a rule's examples show; empty for a rule without fixes. */
export function repairsOf(rule: AnyRule): readonly string[] {
  const titles: Readonly<Record<string, readonly string[] | undefined>> = repairs;
  return titles[fullId(rule)] ?? [];
}
