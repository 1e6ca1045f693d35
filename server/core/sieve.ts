import type { PartFinding } from "./analysis.ts";
import type { AnyRule } from "./rule.ts";
import type { Span } from "./text.ts";

interface Row {
  /** Of one rule, in the order of their starts. */
  readonly findings: readonly PartFinding[];
  /** How many more spans hide a finding than the one before it. */
  readonly steps: number[];
}

/** Takes findings away by rule and place, in time also where thousands of comments stand above thousands of findings. */
export class Sieve {
  private readonly findings: readonly PartFinding[];
  private readonly rows: ReadonlyMap<AnyRule, Row>;

  constructor(findings: readonly PartFinding[]) {
    this.findings = findings;
    const byRule = new Map<AnyRule, PartFinding[]>();
    for (const finding of findings) {
      if (!finding.rule) continue;
      const same = byRule.get(finding.rule);
      if (same) same.push(finding);
      else byRule.set(finding.rule, [finding]);
    }
    const rows = new Map<AnyRule, Row>();
    for (const [rule, same] of byRule) {
      same.sort((a, b) => a.span.start - b.span.start);
      rows.set(rule, { findings: same, steps: new Array<number>(same.length + 1).fill(0) });
    }
    this.rows = rows;
  }

  /** The rules that found something. */
  get rules(): Iterable<AnyRule> {
    return this.rows.keys();
  }

  /** Takes away what a rule found in a span, or anywhere. False where there is nothing. */
  hide(rule: AnyRule, covers: Span | undefined): boolean {
    const row = this.rows.get(rule);
    if (!row) return false;
    const from = covers ? firstFrom(row.findings, covers.start) : 0;
    const to = covers ? firstFrom(row.findings, covers.end + 1) : row.findings.length;
    if (from === to) return false;
    row.steps[from] = (row.steps[from] ?? 0) + 1;
    row.steps[to] = (row.steps[to] ?? 0) - 1;
    return true;
  }

  /** What is left, in the order in which it came. */
  kept(): readonly PartFinding[] {
    const hidden = new Set<PartFinding>();
    for (const { findings, steps } of this.rows.values()) {
      let depth = 0;
      for (const [at, finding] of findings.entries()) {
        depth += steps[at] ?? 0;
        if (depth > 0) hidden.add(finding);
      }
    }
    return hidden.size === 0 ? this.findings : this.findings.filter((finding) => !hidden.has(finding));
  }
}

/** Index of the first finding that does not start before `offset`. */
function firstFrom(findings: readonly PartFinding[], offset: number): number {
  let low = 0;
  let high = findings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((findings[middle]?.span.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
