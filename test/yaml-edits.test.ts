import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { append, type Change, type Path, remove, rename, set } from "../server/core/edits/change.ts";
import { editYaml } from "../server/core/edits/yaml-editor.ts";
import { parseYaml } from "../server/core/syntax/yaml.ts";
import type { YamlView } from "../server/core/syntax/yaml-view.ts";
import { applyEdits } from "../server/core/text.ts";
import { changeCells, plain, readCells } from "./yaml-oracle.ts";
import { json, key, yamlText } from "./yaml-writer.ts";

const runs = Number(process.env["RUNS"] ?? 1500);

/** Picks a place by walking down; numbers choose the way. */
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

const change = fc.tuple(
  fc.constantFrom("set", "set below", "append", "append below", "remove", "rename"),
  fc.array(fc.nat(5), { maxLength: 5 }),
  fc.array(key, { minLength: 1, maxLength: 3 }),
  json,
);

type Choice = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

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

for (const [name, size] of [
  ["one change", 1],
  ["several changes", 4],
] as const) {
  test(`${name} to any document: it means what it should, or is refused`, (t) => {
    const tally = new Map<string, number>();
    fc.assert(
      fc.property(yamlText, fc.array(change, { minLength: 1, maxLength: size }), (text, choices) => {
        const document = parseYaml(text);
        const { root, errors } = readCells(text);
        if (errors > 0 || document.root === undefined) {
          tally.set("broken", (tally.get("broken") ?? 0) + 1);
          return;
        }
        const view = document.root;
        const changes = choices.map((choice) => changeAt(view, choice));
        const result = editYaml(document, changes);
        const outcome = "refused" in result ? result.refused : "edited";
        tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
        if ("refused" in result) return;
        const edited = applyEdits(text, result.edits);
        const after = readCells(edited);
        changeCells(root, changes);
        const about = `${JSON.stringify(changes)}\n${text}\n=====>\n${edited}`;
        if (after.errors > 0) assert.fail(`it does not parse any more: ${about}`);
        assert.deepStrictEqual(plain(after.root), plain(root), about);
        if (changes.every(({ op }) => op === "append" || op === "rename")) {
          const comments = parseYaml(edited).comments.map((comment) => comment.text);
          assert.deepEqual(
            comments,
            document.comments.map((comment) => comment.text),
            about,
          );
        }
        if (changes.every(({ op }) => op === "set") && changes.length === 1) {
          assert.deepEqual(editYaml(parseYaml(edited), changes), { edits: [] }, about);
        }
      }),
      { numRuns: runs },
    );
    for (const [outcome, count] of [...tally].sort((a, b) => b[1] - a[1]).slice(0, 30))
      t.diagnostic(`${count} ${outcome}`);
  });
}
