import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { applyEdits } from "../text.ts";
import { differences } from "./differences.ts";

const line = fc.constantFrom("a\n", "b\n", "c\r\n", "\n", "d");
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(""));

test("the edits turn one text into the other", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      assert.equal(applyEdits(before, differences(before, after)), after);
    }),
    { numRuns: 2000 },
  );
});

test("lines in between are left alone", () => {
  const edits = differences("one\ntwo\nthree\nfour\nfive\n", "one\n2\nthree\nfour\nfour and a half\nfive\n");
  assert.deepEqual(edits, [
    { span: { start: 4, end: 8 }, text: "2\n" },
    { span: { start: 19, end: 19 }, text: "four and a half\n" },
  ]);
});

test("equal texts need no edits, and wholly different ones cost no more than one", () => {
  assert.deepEqual(differences("same\n", "same\n"), []);
  const numbered = (word: string) => Array.from({ length: 5000 }, (_, at) => `${word} ${at}\n`).join("");
  assert.equal(differences(numbered("old"), numbered("new")).length, 1);
});
