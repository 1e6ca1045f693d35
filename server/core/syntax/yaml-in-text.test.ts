import assert from "node:assert/strict";
import test from "node:test";
import { parseYaml } from "./yaml.ts";
import { documentsIn } from "./yaml-in-text.ts";
import type { YamlView } from "./yaml-view.ts";

/** Each scalar with the text that it is said to stand at. */
function scalars(view: YamlView, source: string): readonly string[] {
  if (view.kind === "scalar") return [`${view.text()} at ${source.slice(view.span.start, view.span.end)}`];
  const values = view.kind === "seq" ? view.items() : view.entries().map(({ value }) => value);
  return values.flatMap((value) => scalars(value, source));
}

function found(source: string): readonly (readonly string[])[] {
  const view = parseYaml(source).root?.get("p");
  return view ? documentsIn(view, source).map((one) => scalars(one, source)) : [];
}

test("a block is read where it stands, with its documents", () => {
  for (const mark of ["|", "|-", "|+", "|2", ">", "| # comment"]) {
    const source = `a: 1\np: ${mark}\n  # first\n  x: one\n  y: [two, "3"]\n  ---\n  z: |\n    four\nb: 2\n`;
    const expected = [["one at one", "two at two", '3 at "3"'], ["four\n at |"]];
    assert.deepEqual(found(source), expected);
    assert.deepEqual(found(source.replaceAll("\n", "\r\n")), expected);
  }
});

test("a quoted string without escapes too, else its text as a whole is the place", () => {
  assert.deepEqual(found(`p: '[{"x": one}]'\n`), [["one at one"]]);
  assert.deepEqual(found(`p: "{x: one,\n  y: two}"\n`), [["one at one", "two at two"]]);
  assert.deepEqual(found(String.raw`p: "{x: \"one\"}"`), [[String.raw`one at "{x: \"one\"}"`]]);
  assert.deepEqual(found("p: 'x: ''one'''"), [["one at 'x: ''one'''"]]);
  assert.deepEqual(found(`p: "{x: \\"one\\",\n  y: two}"\n`), []);
});

test("what is broken, empty or repeated holds nothing", () => {
  for (const source of ["p: |\n", "p: |", "p:", "p: 1", "p: [x]", "p: |\n  a: [\n", "p: '"]) {
    assert.deepEqual(found(source), [], source);
  }
  assert.deepEqual(found("o: &o |\n  a: 1\np: *o\n"), []);
});
