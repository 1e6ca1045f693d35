import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { placeFinder } from "./place-finder.ts";

interface Named {
  readonly span: { readonly start: number; readonly end: number };
  readonly place: string;
}

/** Cuts a span into blocks that lie in one another or apart, from a list of numbers. */
function blocksOf(numbers: readonly number[]): readonly Named[] {
  const blocks: Named[] = [];
  const open: number[] = [];
  let at = 0;
  for (const number of numbers) {
    at += number % 3;
    const start = number % 2 === 0 ? undefined : open.pop();
    if (start === undefined) open.push(at);
    else blocks.push({ span: { start, end: at }, place: String(blocks.length) });
    if (start !== undefined) at++;
  }
  return blocks;
}

test("a place is that of the smallest block around it", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.array(fc.nat(60)), (numbers, offsets) => {
      const blocks = blocksOf(numbers);
      const placeOf = placeFinder(blocks);
      for (const start of offsets) {
        const around = blocks.filter(({ span }) => span.start <= start && start <= span.end);
        const sizes = around.map(({ span }) => span.end - span.start);
        const found = around.find(({ place }) => place === placeOf({ start, end: start }));
        assert.equal(
          found ? found.span.end - found.span.start : undefined,
          sizes.length ? Math.min(...sizes) : undefined,
        );
      }
    }),
  );
});

test("of two blocks of one size the later counts", () => {
  const span = { start: 1, end: 5 };
  const placeOf = placeFinder([
    { span, place: "outer" },
    { span, place: "inner" },
  ]);
  assert.equal(placeOf({ start: 3, end: 4 }), "inner");
  assert.equal(placeOf({ start: 0, end: 4 }), "");
});
