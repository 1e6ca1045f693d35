import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PartFinding } from "./analysis.ts";
import { type AnyRule, dockerfileRule } from "./rule.ts";
import { Sieve } from "./sieve.ts";

const declared = {
  title: "t",
  why: "w",
  mayBreak: "m",
  severity: "info",
  references: [],
  aliases: {},
  options: {},
} as const;
const rules: readonly AnyRule[] = ["a", "b"].map((id) => dockerfileRule({ ...declared, id, *check() {} }));

const rule = fc.constantFrom(...rules);
const offset = fc.nat({ max: 20 });
const span = fc.tuple(offset, offset).map(([start, length]) => ({ start, end: start + length }));
const finding = fc
  .record({ rule: fc.option(rule, { nil: undefined }), span })
  .map((given): PartFinding => ({ ...given, id: "x", effectiveSeverity: "info", place: "", message: "m" }));

test("what a rule found within a span is hidden, and nothing else", () => {
  const hidings = fc.array(fc.record({ rule, covers: fc.option(span, { nil: undefined }) }), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(finding), hidings, (findings, list) => {
      const sieve = new Sieve(findings);
      const isMeant = (one: PartFinding, { rule: of, covers }: (typeof list)[number]) =>
        one.rule === of && (!covers || (covers.start <= one.span.start && one.span.start <= covers.end));
      for (const hiding of list) {
        assert.equal(
          sieve.hide(hiding.rule, hiding.covers),
          findings.some((one) => isMeant(one, hiding)),
        );
      }
      assert.deepEqual(
        sieve.kept(),
        findings.filter((one) => !list.some((hiding) => isMeant(one, hiding))),
      );
    }),
  );
});
