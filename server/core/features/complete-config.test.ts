import assert from "node:assert/strict";
import test from "node:test";
import { flag } from "../options.ts";
import { dockerfileRule, kubernetesRule } from "../rule.ts";
import { completeConfig, hoverConfig } from "./complete-config.ts";

const declaration = {
  id: "unpinned-image",
  title: "The image is not pinned",
  why: "A tag can be moved.",
  mayBreak: "Nothing.",
  severity: "warning",
  references: [],
  aliases: {},
  options: { digest: flag("Ask for a digest.", false) },
  check: () => [],
} as const;
const rules = [dockerfileRule(declaration), kubernetesRule(declaration)];

/** The text with each completion in the place of the cursor. */
function complete(marked: string): string[] {
  const offset = marked.indexOf("<|>");
  const text = marked.replace("<|>", "");
  return completeConfig(text, offset, rules).map(
    ({ span, text: inserted }) => text.slice(0, span.start) + inserted + text.slice(span.end),
  );
}

const labels = (marked: string) =>
  completeConfig(marked.replace("<|>", ""), marked.indexOf("<|>"), rules).map(({ label }) => label);

const severities = ["error", "warning", "info", "hint", "off"];
const ids = ["dockerfile/unpinned-image", "unpinned-image", "kubernetes/unpinned-image"];

test("keys of the top level", () => {
  assert.deepEqual(labels("ru<|>"), [
    "extends",
    "kubernetesVersion",
    "trustedRegistries",
    "exclude",
    "allow",
    "rules",
    "overrides",
  ]);
  assert.ok(complete("extends: strict\nru<|>\n").includes("extends: strict\nrules: \n"));
});

test("values of a key", () => {
  assert.deepEqual(labels("extends: <|>"), [
    "recommended",
    "strict",
    "pod-security-baseline",
    "pod-security-restricted",
  ]);
  assert.deepEqual(labels("allow:\n  inline: <|>"), ["true", "false"]);
  assert.deepEqual(labels("allow: { inline: tr<|> }"), ["true", "false"]);
});

test("rules, their severities and their options", () => {
  assert.deepEqual(labels("rules:\n  unp<|>"), ids);
  assert.ok(complete("rules:\n  dockerfile/unp<|>\n").includes("rules:\n  dockerfile/unpinned-image: \n"));
  assert.deepEqual(labels("rules:\n  unpinned-image: <|>"), severities);
  assert.deepEqual(labels("rules:\n  unpinned-image:\n    <|>"), ["severity", "digest"]);
  assert.deepEqual(labels("rules:\n  unpinned-image: { severity: <|>"), severities);
  assert.deepEqual(labels("rules:\n  unpinned-image: { severity: off, <|> }"), ["severity", "digest"]);
  assert.deepEqual(labels("rules:\n  unpinned-image:\n    digest: <|>"), ["true", "false"]);
});

test("overrides, with the list indented or not", () => {
  for (const indent of ["", "  "]) {
    assert.deepEqual(labels(`overrides:\n${indent}- <|>`), ["files", "rules"]);
    assert.deepEqual(labels(`overrides:\n${indent}- files: [a]\n${indent}  ru<|>`), ["files", "rules"]);
    assert.deepEqual(labels(`overrides:\n${indent}- files: [a]\n${indent}  rules:\n${indent}    <|>`), ids);
    assert.deepEqual(labels(`overrides:\n${indent}- rules:\n${indent}    <|>`), ids);
  }
});

test("nothing where nothing is known", () => {
  assert.deepEqual(labels("nonsense:\n  <|>"), []);
  assert.deepEqual(labels("exclude:\n  - <|>"), []);
});

test("hover on a rule's id and on a setting", () => {
  const hovered = (marked: string) =>
    hoverConfig(marked.replace("<|>", ""), marked.indexOf("<|>"), rules)?.markdown ?? "";
  assert.match(
    hovered("rules:\n  dockerfile/unpi<|>nned-image: off"),
    /The image is not pinned[\s\S]*A tag can be moved/,
  );
  assert.match(hovered("ex<|>tends: strict"), /set of rules/);
  assert.equal(hovered("extends: st<|>rict"), "");
});
