import assert from "node:assert/strict";
import type { TestContext } from "node:test";

/** Counts, and what went wrong: many failures of one kind are one line with a few examples. */
export class Tally {
  private readonly counts = new Map<string, number>();
  private slowest = { time: 0, name: "" };
  private readonly failures = new Map<string, { count: number; readonly examples: string[] }>();

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  /** Remembers the slowest. */
  took(time: number, name: string): void {
    if (time > this.slowest.time) this.slowest = { time, name };
  }

  /** `kind` names no file; the example does. */
  fail(kind: string, example: () => string): void {
    const failure = this.failures.get(kind) ?? { count: 0, examples: [] };
    this.failures.set(kind, failure);
    failure.count++;
    if (failure.examples.length < 3) failure.examples.push(example());
  }

  /** Tells how many milliseconds the slowest took. */
  print(test: TestContext): number {
    for (const [what, count] of [...this.counts].sort((a, b) => b[1] - a[1])) test.diagnostic(`${count} ${what}`);
    test.diagnostic(`slowest: ${Math.round(this.slowest.time)} ms, ${this.slowest.name}`);
    return this.slowest.time;
  }

  assertNone(): void {
    const kinds = [...this.failures].map(([kind, { count, examples }]) =>
      [`${count} × ${kind}`, ...examples].join("\n"),
    );
    if (kinds.length > 0) assert.fail(kinds.join("\n\n"));
  }
}
