import { type AnyRule, fullId } from "../core/rule.ts";
import repairs from "./repairs.json";
import severities from "./severities.json";

type ByRule = Readonly<Record<string, readonly string[] | undefined>>;

/** The titles of the fixes that a rule's examples show; empty for a rule without fixes. */
export const repairsOf = (rule: AnyRule): readonly string[] => (repairs as ByRule)[fullId(rule)] ?? [];

/** The severities below the rule's own that its examples show. */
export const lowerSeveritiesOf = (rule: AnyRule): readonly string[] => (severities as ByRule)[fullId(rule)] ?? [];
