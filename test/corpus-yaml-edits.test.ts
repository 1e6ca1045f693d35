import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { append, type Change, type Json, type Path, remove, rename, set } from "../server/core/edits/change.ts";
import { editYaml } from "../server/core/edits/yaml-editor.ts";
import { parseYaml, splitDocuments } from "../server/core/syntax/yaml.ts";
import type { YamlView } from "../server/core/syntax/yaml-view.ts";
import { applyEdits } from "../server/core/text.ts";
import { changeCells, plain, readCells } from "./yaml-oracle.ts";

const corpus = new URL("../../shared/corpus/", import.meta.url);
const sets = [
  { file: "B2-manifests/manifests.jsonl", documents: 1500 },
  { file: "B4-compose/compose.jsonl", documents: 500 },
];

for (const { file, documents } of sets) {
  const url = new URL(file, corpus);
  test(`edits of ${file} mean what they should`, { skip: existsSync(url) ? false : "the corpus is not here" }, (t) => {
    const parts = sample(readParts(url), documents);
    const tally = new Map<string, number>();
    for (const [index, text] of parts.entries()) {
      const document = parseYaml(text);
      const { root, errors } = readCells(text);
      if (document.root === undefined || errors > 0) continue;
      const random = randomFrom(index + 1);
      for (let round = 0; round < 5; round++) {
        const changes = chooseChanges(document.root, random);
        if (changes.length === 0) continue;
        const result = editYaml(document, changes);
        const outcome = "refused" in result ? `refused: ${result.refused.replaceAll(/\S*[/.&*]\S*/g, "…")}` : "edited";
        tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
        if ("refused" in result) continue;
        const edited = applyEdits(text, result.edits);
        const after = readCells(edited);
        const expected = round === 0 ? root : readCells(text).root;
        changeCells(expected, changes);
        const about = () => `${JSON.stringify(changes)}\n${text}\n=====>\n${edited}`;
        if (after.errors > 0) assert.fail(`it does not parse any more: ${about()}`);
        try {
          assert.deepStrictEqual(plain(after.root), plain(expected));
        } catch {
          assert.fail(`it means something else now: ${about()}`);
        }
        const again = editYaml(
          parseYaml(edited),
          changes.filter(({ op }) => op === "set"),
        );
        if (changes.every(({ op }) => op === "set")) assert.deepEqual(again, { edits: [] }, about());
      }
    }
    const edited = tally.get("edited") ?? 0;
    const all = [...tally.values()].reduce((sum, count) => sum + count, 0);
    for (const [outcome, count] of [...tally].sort((a, b) => b[1] - a[1])) t.diagnostic(`${count} ${outcome}`);
    assert.ok(edited > documents, "most documents can be edited");
    assert.ok(edited / all > 0.9, `${all - edited} of ${all} edits are refused`);
  });
}

function readParts(url: URL): string[] {
  const rows = readFileSync(url, "utf8").trim().split("\n");
  return rows.flatMap((row): string[] => {
    const { content } = JSON.parse(row) as { content: string };
    return splitDocuments(content).map(({ text }) => text);
  });
}

function sample(parts: readonly string[], count: number): readonly string[] {
  const fit = parts.filter((text) => text.length > 40 && text.length < 12_000);
  const step = Math.max(1, fit.length / count);
  return Array.from({ length: Math.min(count, fit.length) }, (_, index) => fit[Math.floor(index * step)] ?? "");
}

type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const values: readonly Json[] = [
  true,
  false,
  0,
  65532,
  "RuntimeDefault",
  "it's: odd # text",
  "",
  "no",
  null,
  ["ALL"],
  [],
  {},
  { type: "RuntimeDefault" },
  { name: "tmp", emptyDir: {} },
  [{ name: "a", list: [1, ["x"]] }, "b"],
];

/** One to three changes at random places; those that go together with no others come alone. */
function chooseChanges(root: YamlView, random: Random): readonly Change[] {
  const kind = random(4);
  const count = kind === 3 ? 1 : 1 + random(3);
  return Array.from({ length: count }, () => chooseChange(root, random, kind)).flat();
}

function chooseChange(root: YamlView, random: Random, kind: number): readonly Change[] {
  const { path, view } = choosePlace(root, random);
  const value = values[random(values.length)] ?? null;
  if (kind === 0) {
    if (view.kind !== "map") return path.length > 0 ? [set(path, value)] : [];
    const below: Path[] = [["added"], ["added", "deeper"], ["securityContext", "capabilities", "x"]];
    return [set([...path, ...(below[random(below.length)] ?? [])], value)];
  }
  if (kind === 1) {
    if (view.kind === "seq") return [append(path, value)];
    return view.kind === "map" ? [append([...path, "volumes"], value)] : [];
  }
  if (path.length === 0) return [];
  if (kind === 2) return [remove(path)];
  return typeof path.at(-1) === "string" ? [rename(path, "renamed")] : [];
}

function choosePlace(root: YamlView, random: Random): { path: Path; view: YamlView } {
  let view = root;
  for (let steps = random(8); steps > 0; steps--) {
    const below = [...view.entries().map(({ value }) => value), ...view.items()];
    const next = below[random(below.length)];
    if (next === undefined) break;
    view = next;
  }
  return { path: view.path, view };
}
