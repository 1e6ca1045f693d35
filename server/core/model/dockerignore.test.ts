import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertGrowsLinearly } from "../../../test/growth.ts";
import { isIgnored, readPatterns } from "./dockerignore.ts";

const ignored = (text: string, path: string) => isIgnored(readPatterns(text), path);

const cases: readonly (readonly [patterns: string, path: string, expected: boolean])[] = [
  [".git", ".git", true],
  [".git", ".git/config", true],
  [".git", "sub/.git", false],
  ["**/.git", "sub/.git", true],
  ["**/.git", ".git", true],
  ["/.env", ".env", true],
  ["./.env/", ".env", true],
  [".env*", ".env.local", true],
  [".env", ".env.local", false],
  ["*.pem", "a.pem", true],
  ["*.pem", "keys/a.pem", false],
  ["**/*.pem", "keys/deep/a.pem", true],
  ["*", "a/b", true],
  ["**", "a/b", true],
  ["*\n!src", "src/a.js", false],
  ["*\n!src", ".env", true],
  ["*\n!src\nsrc/secret", "src/secret/x", true],
  ["!.env\n.env", ".env", true],
  ["# .env", ".env", false],
  ["  .env  ", ".env", true],
  ["a/../.env", ".env", true],
  ["temp?", "temps", true],
  ["temp?", "temp", false],
  ["[a-c].txt", "b.txt", true],
  ["[^a-c].txt", "b.txt", false],
  ["\\*.txt", "a.txt", false],
  ["[", "[", false],
  ["a+(b)", "a+(b)", true],
  ["", ".env", false],
  ["**/a/**/b", "a/b", true],
  ["**/a/**/b", "x/a/y/z/b", true],
  ["a/**/b", "ab", false],
  ["*.😀", "a.😀", true],
];

for (const [patterns, path, expected] of cases) {
  test(`${JSON.stringify(patterns)} ${expected ? "keeps out" : "lets in"} ${path}`, () => {
    assert.equal(ignored(patterns, path), expected);
  });
}

test("any text and any path get an answer", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii" }), fc.string(), (text, path) => {
      assert.equal(typeof ignored(text, path), "boolean");
    }),
  );
});

test("a plain name keeps itself out, and an exception behind it brings it back", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
  fc.assert(
    fc.property(name, name, (folder, file) => {
      const path = `${folder}/${file}`;
      assert.ok(ignored(path, path) && ignored(folder, path) && ignored(`**/${file}`, path));
      assert.ok(!ignored(`${folder}\n!${path}`, path));
    }),
  );
});

test("a pattern of many stars takes its time from the path alone", () => {
  for (const pattern of ["*a".repeat(100), "**/a".repeat(50)]) {
    assertGrowsLinearly(
      (size) => "a".repeat(size),
      (path) => void ignored(`${pattern}b`, path),
      500,
    );
  }
});
