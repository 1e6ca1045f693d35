import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample, sampleRules } from "../../../test/sample.ts";
import { completeAllow } from "./completion.ts";

function complete(marked: string): string[] {
  const { analysis, text, offset } = sample(marked);
  return completeAllow(analysis, text, offset, sampleRules).map(
    ({ span, text: inserted }) => `${text.slice(span.start, offset)}→${inserted}`,
  );
}

test("ids of the file's own rules", () => {
  assert.deepEqual(complete("FROM a\n# seaworthy: allow ro<|>\nUSER root\n"), [
    "ro→root-user",
    "ro→deprecated-maintainer",
  ]);
  assert.deepEqual(complete(pod("    # seaworthy: allow <|>\n    - name: a\n")), [
    "→writable-root-filesystem",
    "→privilege-escalation",
    "→unbounded-memory",
  ]);
});

test("an id that stands there already is not offered again", () => {
  assert.deepEqual(complete("FROM a\nUSER root # seaworthy: allow root-user, <|>\n"), ["→deprecated-maintainer"]);
});

test("how such a comment begins", () => {
  assert.deepEqual(complete("FROM a\n# seaworthy: al<|>\n"), ["al→allow ", "al→allow-file "]);
});

test("nothing in a reason, nor anywhere else", () => {
  assert.deepEqual(complete("FROM a\n# seaworthy: allow root-user -- because ro<|>\n"), []);
  assert.deepEqual(complete("FROM a\nUSER ro<|>\n"), []);
  assert.deepEqual(complete("FROM a\n# allow ro<|>\n"), []);
});
