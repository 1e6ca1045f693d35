import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Problem } from "../server/core/analysis.ts";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { rules } from "../server/core/registry.ts";
import { type AnyRule, fullId } from "../server/core/rule.ts";
import { applyEdits } from "../server/core/text.ts";
import { readCases, readMarked } from "./cases.ts";

const root = new URL("../server/core/rules/", import.meta.url);
const defaultPath = { dockerfile: "Dockerfile", kubernetes: "manifest.yaml", compose: "compose.yaml" } as const;
const today = "2026-11-23";

for (const rule of rules) {
  const id = fullId(rule);
  const folder = new URL(`${id}/`, root);
  if (!existsSync(new URL("cases.md", folder))) {
    test(`${id} has cases`, () => assert.fail("cases.md is missing"));
    continue;
  }
  const texts = readdirSync(folder).filter((name) => name.endsWith(".md"));
  const cases = texts.flatMap((name) =>
    readCases(readFileSync(new URL(name, folder), "utf8"), defaultPath[rule.target]),
  );

  test(`${id}: bad and good cases stand in its folder`, () => {
    const names = readdirSync(folder);
    assert.ok(names.includes("rule.ts"));
    // What other files decide about is tested beside the rule.
    assert.ok(cases.some(({ bad }) => bad) || names.includes("rule.test.ts"), "no bad case");
    assert.ok(
      cases.some(({ good }) => good),
      "no good case",
    );
  });

  const run = runner(rule);
  for (const { heading, path, bad, good, fixed } of cases) {
    test(`${id}: ${heading}`, () => {
      if (good !== undefined) assert.deepEqual(run(good, path).problems.map(labelled), []);
      if (bad === undefined) return;
      const { text, marks } = readMarked(bad);
      const { problems } = run(text, path);
      assert.deepEqual(problems.map(labelled), marks);
      for (const { message } of problems) assert.ok(message.length < 120, `longer than 120 characters: ${message}`);
      assert.deepEqual(
        repaired(text, problems),
        fixed.map(({ title, text }) => ({ title, text })),
      );
      assert.deepEqual(lineEnds(repaired(toCrlf(text), run(toCrlf(text), path).problems)), fixed, "with CRLF");
      checkRepairs(text, path, problems);
      checkPrefixes(text, path);
    });
  }

  /** A repaired finding is gone, and no other finding of this rule has come in its place. */
  function checkRepairs(text: string, path: string, problems: readonly Problem[]): void {
    for (const problem of problems) {
      for (const fix of problem.fixes()) {
        const result = problem.part.resolve(fix.changes);
        if ("refused" in result) continue;
        const after = run(applyEdits(text, result.edits), path).problems;
        assert.ok(after.length < problems.length, `"${fix.title}" leaves ${after.map(({ message }) => message)}`);
      }
    }
  }

  /** A user types through every prefix of every example. */
  function checkPrefixes(text: string, path: string): void {
    for (let length = 0; length < text.length; length++) {
      const { problems } = run(text.slice(0, length), path);
      for (const problem of problems) for (const fix of problem.fixes()) problem.part.resolve(fix.changes);
    }
  }
}

function runner(given: AnyRule) {
  const rule: AnyRule = given.severity === "off" ? { ...given, severity: "info" } : given;
  const analyzer = new Analyzer([rule]);
  const { config } = readConfig([{ trustedRegistries: ["ghcr.io/acme"] }], [rule]);
  return (text: string, path: string) => {
    const analysis = analyzer.analyze({ path, text }, { config, today });
    assert.deepEqual(analysis.crashes, []);
    for (const { span } of analysis.problems) assert.ok(span.start <= span.end && span.end <= text.length);
    return analysis;
  };
}

/** A finding with less certainty than its rule shows it: `hint: …`. */
function labelled({ span, message, severity, rule }: Problem) {
  return { ...span, label: severity === rule?.severity ? message : `${severity}: ${message}` };
}

function repaired(text: string, problems: readonly Problem[]): { title: string; text: string }[] {
  return problems.flatMap((problem) =>
    problem.fixes().flatMap(({ title, changes }) => {
      const result = problem.part.resolve(changes);
      return "refused" in result ? [] : [{ title, text: applyEdits(text, result.edits) }];
    }),
  );
}

const toCrlf = (text: string) => text.replaceAll("\n", "\r\n");

function lineEnds(list: { title: string; text: string }[]): { title: string; text: string }[] {
  return list.map(({ title, text }) => {
    assert.doesNotMatch(text, /[^\r]\n/, `"${title}" writes LF into a file with CRLF`);
    return { title, text: text.replaceAll("\r\n", "\n") };
  });
}
