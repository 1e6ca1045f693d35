import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { append, type Change, type Path, remove, rename, set } from "../server/core/edits/change.ts";
import { editYaml } from "../server/core/edits/yaml-editor.ts";
import { parseYaml } from "../server/core/syntax/yaml.ts";
import type { YamlView } from "../server/core/syntax/yaml-view.ts";
import { applyEdits } from "../server/core/text.ts";
import { changeCells, plain, readCells } from "./yaml-oracle.ts";
import { json, key, yamlPieces, yamlText } from "./yaml-writer.ts";

/** `RUNS` makes the search longer. */
const runs = Number(process.env["RUNS"] ?? 1500);

test("one change to any document means what it should, or is refused", (t) => tryChanges(t, yamlText, 1));
test("several changes to any document mean what they should, or are refused", (t) => tryChanges(t, yamlText, 4));
test("one change to any pieces of YAML means what it should, or is refused", (t) => tryChanges(t, yamlPieces, 1));

function tryChanges(t: TestContext, texts: fc.Arbitrary<string>, most: number): void {
  let edited = 0;
  let refused = 0;
  fc.assert(
    fc.property(texts, fc.array(choice, { minLength: 1, maxLength: most }), (text, choices) => {
      const { root } = parseYaml(text);
      if (root === undefined) return;
      if (
        tryChange(
          text,
          choices.map((one) => changeAt(root, one)),
        )
      )
        edited++;
      else refused++;
    }),
    { numRuns: runs },
  );
  t.diagnostic(`${edited} edited, ${refused} refused`);
  assert.ok(edited > runs / 50);
}

/** False where the change is refused. Text that is broken from the start may be edited, but nobody knows what it means. */
function tryChange(text: string, changes: readonly Change[]): boolean {
  const document = parseYaml(text);
  const result = editYaml(document, changes);
  if ("refused" in result) return false;
  const edited = applyEdits(text, result.edits);
  const { root, errors } = readCells(text);
  if (errors > 0) return true;
  const after = readCells(edited);
  const about = `${JSON.stringify(changes)}\n${text}\n=====>\n${edited}`;
  assert.equal(after.errors, 0, about);
  changeCells(root, changes);
  assert.deepStrictEqual(plain(after.root), plain(root), about);
  if (changes.every(({ op }) => op === "append" || op === "rename")) {
    const comments = (one: string) => parseYaml(one).comments.map((comment) => comment.text);
    assert.deepEqual(comments(edited), comments(text), about);
  }
  if (changes.length === 1 && changes.every(({ op }) => op === "set")) {
    assert.deepEqual(editYaml(parseYaml(edited), changes), { edits: [] }, about);
  }
  return true;
}

const choice = fc.tuple(
  fc.constantFrom("set", "set below", "append", "append below", "remove", "rename"),
  fc.array(fc.nat(5), { maxLength: 5 }),
  fc.array(key, { minLength: 1, maxLength: 3 }),
  json,
);

type Choice = typeof choice extends fc.Arbitrary<infer Value> ? Value : never;

function changeAt(root: YamlView, [op, steps, keys, value]: Choice): Change {
  const { path, kind } = placeIn(root, steps);
  const below: Path = kind === "seq" ? path : [...path, ...keys];
  switch (op) {
    case "set":
      return set(path, value);
    case "set below":
      return set(below, value);
    case "append":
      return append(path, value);
    case "append below":
      return append(below, value);
    case "remove":
      return remove(path);
    default:
      return rename(path, keys[0] ?? "k");
  }
}

/** Walks down from the root; the numbers choose the way. */
function placeIn(root: YamlView, steps: readonly number[]): YamlView {
  let view = root;
  for (const step of steps) {
    const below = [...view.entries().map(({ value }) => value), ...view.items()];
    const next = below[step % below.length];
    if (next === undefined) break;
    view = next;
  }
  return view;
}
