import { nearest } from "./nearest.ts";
import { type AnyRule, fullId } from "./rule.ts";

/** Ids as they may be written: `dockerfile/root-user`, or `root-user` for the rule of that name for each target. */
export class RuleIndex {
  private readonly byId = new Map<string, AnyRule[]>();

  constructor(rules: readonly AnyRule[]) {
    for (const rule of rules) {
      this.byId.set(fullId(rule), [rule]);
      const short = this.byId.get(rule.id);
      if (short) short.push(rule);
      else this.byId.set(rule.id, [rule]);
    }
  }

  find(id: string): readonly AnyRule[] {
    return this.byId.get(id) ?? [];
  }

  /** The known id that differs least, for "did you mean". */
  nearest(id: string): string | undefined {
    return nearest(id, this.byId.keys());
  }
}
