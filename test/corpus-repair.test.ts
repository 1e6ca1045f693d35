import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Problem, Settings } from "../server/core/analysis.ts";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { severities } from "../server/core/features/present.ts";
import { repair } from "../server/core/features/repair.ts";
import { rules } from "../server/core/registry.ts";
import type { Safety } from "../server/core/rule.ts";

const corpus = new URL("../../shared/corpus/", import.meta.url);
const sets = [
  { file: "B1-dockerfiles/dockerfiles.jsonl", every: 7 },
  { file: "B2-manifests/manifests.jsonl", every: 11 },
  { file: "B4-compose/compose.jsonl", every: 5 },
];
const settings: Settings = { config: readConfig([], rules).config, today: "2026-11-23" };
const commands: readonly { readonly name: string; readonly safeties: readonly Safety[] }[] = [
  { name: "fix", safeties: ["safe"] },
  { name: "harden", safeties: ["safe", "review"] },
];
/** Reasons that tell of a fix that should not have been offered. */
const broken = /did not remove|would not parse|undo one another|come to an end|changes nothing|own edits overlap/;

for (const { file, every } of sets) {
  for (const { name, safeties } of commands) {
    const skip = existsSync(corpus) ? false : "the corpus is absent";
    test(`${name} on real files: ${file}`, { skip }, () => {
      const lines = readFileSync(new URL(file, corpus), "utf8").split("\n");
      for (let at = 0; at < lines.length; at += every) {
        if (lines[at]) repairOne(JSON.parse(lines[at] ?? ""), safeties);
      }
    });
  }
}

function repairOne(row: { readonly path: string; readonly content: string }, safeties: readonly Safety[]): void {
  const analyzer = new Analyzer(rules);
  const source = { path: row.path, text: row.content };
  const before = analyzer.analyze(source, settings);
  const { text, left } = repair(analyzer, source, settings, { safeties });
  assert.deepEqual(left.filter(({ reason }) => broken.test(reason)).map(describe), [], row.path);
  const after = analyzer.analyze({ ...source, text }, settings);
  assert.ok(after.unreadable.length <= before.unreadable.length, `${row.path} parses as before`);
  assert.equal(repair(analyzer, { ...source, text }, settings, { safeties }).text, text, `${row.path} is done`);
  const gravest = (problems: readonly Problem[]) =>
    Math.min(...problems.map(({ severity }) => severities.indexOf(severity)));
  assert.ok(gravest(after.problems) >= gravest(before.problems), `${row.path} is no worse`);
  if (!row.content.includes("\r")) assert.ok(!text.includes("\r"), `${row.path} keeps its line ends`);
}

const describe = ({
  problem: { id, message },
  reason,
}: {
  readonly problem: Problem;
  readonly reason: string;
}): string => `${id}: ${message} ${reason}`;
