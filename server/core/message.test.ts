import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inOneLine, longestMessage } from "./message.ts";

test("a short message stays as it is, and a long name is cut", () => {
  assert.equal(inOneLine("web runs as root."), "web runs as root.");
  const long = inOneLine(`${"registry-".repeat(20)}x runs as root: nothing keeps it from it.`);
  assert.equal(long.length, longestMessage);
  assert.match(long, /^registry-.*… runs as root: nothing keeps it from it\.$/);
});

test("whatever the message, it fits", () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), (message) => inOneLine(message).length <= longestMessage));
});
