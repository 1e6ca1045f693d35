import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample } from "../../../test/sample.ts";
import { applyEdits } from "../text.ts";
import { allowHere } from "./allow-here.ts";
import { present } from "./present.ts";

function allow(marked: string, given: Parameters<typeof sample>[1] = {}): string | undefined {
  const one = sample(marked, given);
  const shown = present(one.analysis.problems).find(({ span }) => span.start <= one.offset && one.offset <= span.end);
  assert.ok(shown, "nothing is found at the cursor");
  const edit = allowHere(shown, { ...one, rules: one.analyzer.rules });
  if (!edit) return undefined;
  const text = applyEdits(one.text, [edit]);
  // Whatever was written must be understood, or the finding would stay.
  const after = one.analyzer.analyze({ ...one.source, text }, one.settings);
  const gone = new Set(shown.problems.map(({ id, place }) => `${id} ${place}`));
  const moved = edit.span.start <= shown.span.start ? edit.text.length : 0;
  for (const { id, place, span } of after.problems) {
    if (span.start === shown.span.start + moved)
      assert.ok(!gone.has(`${id} ${place}`), `${id} is still found:\n${text}`);
  }
  return text;
}

test("above the line, with its indentation", () => {
  assert.equal(allow("FROM a\n  USER ro<|>ot\n"), "FROM a\n  # seaworthy: allow root-user -- reason\n  USER root\n");
});

test("with the file's line endings", () => {
  assert.equal(
    allow("FROM a\r\nUSER ro<|>ot\r\n"),
    "FROM a\r\n# seaworthy: allow root-user -- reason\r\nUSER root\r\n",
  );
});

test("above an instruction of several lines", () => {
  assert.equal(
    allow("FROM a\nUSER \\\n  ro<|>ot\n"),
    "FROM a\n# seaworthy: allow root-user -- reason\nUSER \\\n  root\n",
  );
});

test("above a container, all that it lacks", () => {
  const comment = "    # seaworthy: allow writable-root-filesystem, privilege-escalation, unbounded-memory -- reason\n";
  assert.equal(allow(pod("    - name: ap<|>p\n")), pod(`${comment}    - name: app\n`));
});

test("into the comment that is there already", () => {
  assert.equal(
    allow("FROM a\n# seaworthy: allow deprecated-maintainer until=2027-01-01 -- legacy\nUSER ro<|>ot\n"),
    "FROM a\n# seaworthy: allow deprecated-maintainer, root-user until=2027-01-01 -- legacy\nUSER root\n",
  );
  assert.equal(
    allow("FROM a\n# seaworthy: allow deprecated-maintainer -- legacy\n# and more\nUSER ro<|>ot\n"),
    "FROM a\n# seaworthy: allow deprecated-maintainer, root-user -- legacy\n# and more\nUSER root\n",
  );
});

test("a comment that does not hold is left alone", () => {
  assert.equal(
    allow("FROM a\n# seaworthy: allow deprecated-maintainer until=soon\nUSER ro<|>ot\n"),
    "FROM a\n# seaworthy: allow deprecated-maintainer until=soon\n# seaworthy: allow root-user -- reason\nUSER root\n",
  );
});

test("in a later document of the file", () => {
  const first = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\n";
  assert.equal(
    allow(`${first}${pod("    - image: x\n      name: ap<|>p\n")}`),
    `${first}${pod(
      "    - image: x\n      # seaworthy: allow writable-root-filesystem, privilege-escalation, unbounded-memory -- reason\n      name: app\n",
    )}`,
  );
});

test("with an end where the configuration asks for one", () => {
  const config = { allow: { maxDays: 30, requireReason: true } };
  assert.equal(
    allow("FROM a\nUSER ro<|>ot\n", { config }),
    "FROM a\n# seaworthy: allow root-user until=2026-12-23 -- reason\nUSER root\n",
  );
});

test("not where no comment can stand, nor where none is honoured", () => {
  const json = '{ "apiVersion": "v1", "kind": "Pod", "spec": { "containers": [{ "name": "ap<|>p" }] } }';
  assert.equal(allow(json, { path: "pod.json" }), undefined);
  assert.equal(allow(json, { path: "pod.yaml" }), undefined);
  assert.equal(allow("FROM a\nUSER ro<|>ot\n", { config: { allow: { inline: false } } }), undefined);
});

test("above a patch that stands in a text", () => {
  const path = "kustomization.yaml";
  const rest =
    "apiVersion: v1\n      kind: Pod\n      metadata: { name: a }\n      spec: { containers: [{ name: ap<|>p }] }\n";
  const comment = "# seaworthy: allow writable-root-filesystem, privilege-escalation, unbounded-memory -- reason\n";
  assert.equal(
    allow(`patches:\n  - path: a.yaml\n  - patch: |\n      ${rest}`, { path }),
    `patches:\n  - path: a.yaml\n  ${comment}  - patch: |\n      ${rest.replace("<|>", "")}`,
  );
  assert.equal(
    allow(`patchesStrategicMerge:\n  - |\n      ${rest}`, { path }),
    `patchesStrategicMerge:\n  ${comment}  - |\n      ${rest.replace("<|>", "")}`,
  );
});
