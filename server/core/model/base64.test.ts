import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeBase64 } from "./base64.ts";

test("what the platform encodes is decoded", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const encoded = Buffer.from(text, "utf8").toString("base64");
      const decoded = decodeBase64(encoded);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what holds control characters is no text.
      assert.equal(decoded, /[\u0000-\u0008\u000e-\u001f]/.test(text) ? undefined : text);
    }),
  );
});

test("what is no base64, or no text, is not decoded", () => {
  for (const text of ["a", "a b*", "ENC[AES256]", "/////w==", "AAAA"])
    assert.equal(decodeBase64(text), undefined, text);
});

test("line breaks and missing padding do not matter", () => {
  assert.equal(decodeBase64("aGVs\n  bG8"), "hello");
});
