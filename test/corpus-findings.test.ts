import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { rules } from "../server/core/registry.ts";
import { doubled, malformed } from "./check-finding.ts";
import { Tally } from "./corpus-tally.ts";
import { corpusIsHere, corpusTexts, nameOf } from "./corpus-texts.ts";

/** Far above what any file needs, as other work may hold the machine up. */
const patience = 5000;

test("every file of the corpus is judged, and every finding is well formed", { skip: !corpusIsHere }, (t) => {
  const analyzer = new Analyzer(rules);
  const settings = { config: readConfig([], rules).config, today: "2026-11-23" };
  const tally = new Tally();
  for (const source of corpusTexts()) {
    const name = nameOf(source);
    const begin = performance.now();
    const { relevant, crashes, problems, unreadable } = analyzer.analyze(source, settings);
    tally.took(performance.now() - begin, name);
    tally.count(relevant ? "files" : "files that are none of ours");
    if (unreadable.length > 0) tally.count("files that can't be read, or not all");
    for (const { id, error } of crashes) tally.fail(`${id} crashes`, () => `${name}: ${String(error)}`);
    for (const problem of problems) {
      tally.count(`findings of ${problem.id}`);
      const wrong = malformed(problem, source.text);
      if (wrong) tally.fail(`${problem.id} has ${wrong}`, () => `${name}: ${problem.message}`);
    }
    for (const { id, message } of doubled(problems)) tally.fail(`${id} says it twice`, () => `${name}: ${message}`);
  }
  assert.ok(tally.print(t) < patience, "a file takes too long");
  tally.assertNone();
  assert.ok(tally.of("files") > 10_000);
});
