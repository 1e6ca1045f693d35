import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { fixFor, type RepairOptions, repair } from "../server/core/features/repair.ts";
import { rules } from "../server/core/registry.ts";
import { checkFix } from "./check-fix.ts";
import { Tally } from "./corpus-tally.ts";
import { type CorpusText, corpusIsHere, corpusTexts, hashOf, nameOf } from "./corpus-texts.ts";

const analyzer = new Analyzer(rules);
const settings = { config: readConfig([], rules).config, today: "2026-11-23" };
const harden: RepairOptions = { safeties: ["safe", "review"] };
/** One file in so many. */
const sparse = process.env["CORPUS_ALL"] === "1" ? 1 : 8;

test("a repair comes to an end, and leaves nothing that it could repair", { skip: !corpusIsHere }, (t) => {
  const tally = new Tally();
  for (const source of corpusTexts()) {
    if (source.set.startsWith("B3-") || hashOf(source, sparse) !== 0) continue;
    const begin = performance.now();
    checkRepair(source, tally);
    tally.took(performance.now() - begin, nameOf(source));
  }
  tally.print(t);
  tally.assertNone();
  assert.ok(tally.of("fixes applied") > 1000);
});

function checkRepair(source: CorpusText, tally: Tally): void {
  const fail = (kind: string, more = "") => tally.fail(kind, () => `${nameOf(source)} ${more}`);
  const analyze = (text: string) => analyzer.analyze({ ...source, text }, settings);
  const analysis = analyze(source.text);
  const { text, applied, left } = repair(analyzer, source, settings, harden);
  tally.count(applied.length > 0 ? "files repaired" : "files that stay as they are");
  tally.count("fixes applied", applied.length);
  for (const { problem, reason } of left) {
    if (!fixFor(problem, harden)) continue;
    tally.count(`left: ${problem.id}: ${reason}`);
    if (!isGood(reason)) fail(`${problem.id} is left: ${reason}`, problem.message);
  }
  const again = repair(analyzer, { ...source, text }, settings, harden);
  if (again.text !== text) fail("a second repair changes more", again.applied.map(({ id }) => id).join());
  if (text === source.text) return;
  const { wrong } = checkFix(
    { text: source.text, analysis, analyze },
    [],
    [{ span: { start: 0, end: source.text.length }, text }],
  );
  if (wrong) fail(`a repair gives ${wrong}`);
}

/** Reasons that the text gives; all others are failures of a fix. */
function isGood(reason: string): boolean {
  return !/^The fix(?:es)? |would not parse/.test(reason);
}
