import assert from "node:assert/strict";
import { test } from "node:test";
import { readDockerfile } from "../model/dockerfile-model.ts";
import { applyEdits } from "../text.ts";
import { removeWithComments } from "./dockerfile-removal.ts";

const cases: readonly (readonly [before: string, after: string])[] = [
  ["FROM a\nUSER b\nCMD c\n", "FROM a\nCMD c\n"],
  ["FROM a\n# why\n# and how\nUSER b\nCMD c\n", "FROM a\nCMD c\n"],
  ["FROM a\n\n# why\nUSER b\n\nCMD c\n", "FROM a\n\nCMD c\n"],
  ["FROM a\n# of something else\n\nUSER b\nCMD c\n", "FROM a\n# of something else\n\nCMD c\n"],
  ["FROM a\nUSER \\\n# within\n  b\nCMD c\n", "FROM a\nCMD c\n"],
  ["FROM a\nUSER b", "FROM a\n"],
];

for (const [before, after] of cases) {
  test(`remove USER and what speaks of it from ${JSON.stringify(before)}`, () => {
    for (const eol of ["\n", "\r\n"]) {
      const text = before.replaceAll("\n", eol);
      const file = readDockerfile(text);
      const user = file.instructions.find(({ keyword }) => keyword === "USER");
      assert.ok(user);
      const edits = removeWithComments(file, user).flatMap((change) => (change.op === "replace" ? [change] : []));
      assert.equal(applyEdits(text, edits), after.replaceAll("\n", eol));
    }
  });
}
