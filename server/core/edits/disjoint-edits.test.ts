import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { applyEdits, type Edit } from "../text.ts";
import { DisjointEdits } from "./disjoint-edits.ts";

const edit = (start: number, end: number, text = ""): Edit => ({ span: { start, end }, text });

test("an edit that overlaps an earlier one is turned away with its companions", () => {
  const kept = new DisjointEdits();
  assert.equal(kept.add([edit(2, 5, "a")]), true);
  assert.equal(kept.add([edit(8, 9, "b"), edit(4, 6, "c")]), false);
  assert.equal(kept.add([edit(5, 5, "d")]), true);
  assert.equal(applyEdits("0123456789", kept.edits), "01ad56789");
});

const meet = ({ span: a }: Edit, { span: b }: Edit) =>
  (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);

test("edits are kept exactly where they meet none of those kept before", () => {
  const edits = fc.array(
    fc.tuple(fc.nat(20), fc.nat(4)).map(([start, length]) => edit(start, start + length, "x")),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(edits, (all) => {
      const kept = new DisjointEdits();
      let plain: Edit[] = [];
      for (const one of all) {
        const fits = !plain.some((other) => meet(one, other));
        assert.equal(kept.add([one]), fits);
        if (fits) plain = [...plain, one];
      }
      const text = "abcdefghijklmnopqrstuvwxyz";
      assert.equal(applyEdits(text, kept.edits), applyEdits(text, plain));
    }),
  );
});
