import { type TestContext, test } from "node:test";
import type { Problem } from "../server/core/analysis.ts";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { codeActions } from "../server/core/features/code-actions.ts";
import { present } from "../server/core/features/present.ts";
import { fixFor } from "../server/core/features/repair.ts";
import { rules } from "../server/core/registry.ts";
import { checkFix, type Judged } from "./check-fix.ts";
import { Tally } from "./corpus-tally.ts";
import { type CorpusText, corpusIsHere, corpusTexts, hashOf, nameOf } from "./corpus-texts.ts";

const everything = process.env["CORPUS_ALL"] === "1";
const analyzer = new Analyzer(rules);
const settings = { config: readConfig([], rules).config, today: "2026-11-23" };

/** Dockerfiles are few and their fixes differ, so that all of them are tried. */
const samples = [
  { what: "Dockerfiles", sets: /^(?:B1|A[2-7])-/, target: "dockerfile", of: 1 },
  { what: "manifests", sets: /^(?:A|B[235])/, target: "kubernetes", of: 12 },
  { what: "Compose files", sets: /^(?:A6|B4)/, target: "compose", of: 4 },
] as const;

for (const { what, sets, target, of } of samples) {
  test(`every fix of ${what} repairs what it is for and breaks nothing`, { skip: !corpusIsHere }, (t) => {
    const texts = corpusTexts().filter((one) => sets.test(one.set) && (everything || hashOf(one, of) === 0));
    const tally = new Tally();
    for (const source of texts) {
      const begin = performance.now();
      const judged = judge(source);
      const problems = judged.analysis.problems.filter(({ part }) => part.model.target === target);
      for (const problem of everything ? problems : oneOfEach(problems)) tryFixes(source, judged, problem, tally);
      tryGroups(source, judged, problems, tally);
      tally.took(performance.now() - begin, nameOf(source));
    }
    report(t, tally);
  });
}

function judge(source: CorpusText): Judged {
  const analyze = (text: string) => analyzer.analyze({ path: source.path, text }, settings);
  return { text: source.text, analysis: analyze(source.text), analyze };
}

/** Of each rule and place the first finding, and no more of a file than a few dozen. */
function oneOfEach(problems: readonly Problem[]): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of problems) {
    const key = `${problem.id} ${problem.place}`;
    if (!first.has(key)) first.set(key, problem);
  }
  const step = Math.max(1, first.size / 40);
  return [...first.values()].filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

function tryFixes(source: CorpusText, judged: Judged, problem: Problem, tally: Tally): void {
  for (const { title, changes } of problem.fixes()) {
    const result = problem.part.resolve(changes);
    if ("refused" in result) {
      tally.count(`refused: ${problem.id}: ${withoutNames(result.refused)}`);
      continue;
    }
    tally.count(`fixes of ${problem.id}`);
    const { wrong, after } = checkFix(judged, [problem], result.edits);
    if (wrong) {
      tally.fail(
        `${problem.id}: ${wrong}`,
        () => `${nameOf(source)}: ${problem.message}\n${title}${shown(judged.text, after)}`,
      );
    }
  }
}

/** The fix that is offered for all absences on one token. */
function tryGroups(source: CorpusText, judged: Judged, problems: readonly Problem[], tally: Tally): void {
  const context = { analyzer, analysis: judged.analysis, source, settings };
  const groups = present(problems).filter((one) => one.problems.length > 1);
  for (const group of everything ? groups : groups.slice(0, 5)) {
    const actions = codeActions(context, group.span, (kind) => kind === "quickfix");
    const action = actions.find(({ title, shown }) => title.startsWith("Harden ") && shown?.message === group.message);
    if (!action || !("edits" in action.effect)) {
      tally.count("groups without a common fix");
      continue;
    }
    tally.count(`common fixes of ${group.id}`);
    const meant = group.problems.filter(isRepaired);
    const { wrong, after } = checkFix(judged, meant, action.effect.edits());
    if (wrong)
      tally.fail(`${group.id}: ${wrong}`, () => `${nameOf(source)}: ${group.message}\n${shown(judged.text, after)}`);
  }
}

function isRepaired(problem: Problem): boolean {
  const fix = fixFor(problem, { safeties: ["safe", "review"] });
  return fix !== undefined && "edits" in problem.part.resolve(fix.changes);
}

function report(t: TestContext, tally: Tally): void {
  tally.print(t);
  tally.assertNone();
}

const withoutNames = (refused: string): string => refused.replaceAll(/`[^`]*`|"[^"]*"|\S*[/.&*]\S+/g, "…");

/** Where the texts differ, with a few lines around. */
function shown(before: string, after: string): string {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const from = Math.max(0, head - 300);
  const part = (text: string) => text.slice(from, text.length - tail + 200).slice(0, 1500);
  return `\n${part(before)}\n=====>\n${part(after)}`;
}
