import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { rules } from "../server/core/registry.ts";
import { fullId } from "../server/core/rule.ts";
import { readCases, readMarked } from "./cases.ts";
import { assertGrowsLinearly, assertTimeGrowsLinearly } from "./growth.ts";

const { config } = readConfig([], rules);
const check = (path: string) => (text: string) =>
  void new Analyzer(rules).analyze({ path, text }, { config, today: undefined });

/** Texts in which a rule that looks back or ahead for each instruction would read the whole file each time. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  "installs without lock files": (size) => `FROM node:24\n${"COPY a.txt /b\nRUN npm install\n".repeat(size)}`,
  "removals that remove nothing": (size) =>
    `FROM node:24\n${"COPY .npmrc /b\nRUN rm x && apt-get install -y curl\n".repeat(size)}`,
  "misspelled stages": (size) =>
    Array.from({ length: size }, (_, n) => `FROM debian:13 AS stage${n}\nCOPY --from=stag${n}x /a /b\n`).join(""),
  "pipes without pipefail": (size) => `FROM alpine:3.24\n${"RUN curl https://a.example.com/x | tar x\n".repeat(size)}`,
};

for (const [name, inputOf] of Object.entries(shapes)) {
  test(`${name} take no longer than in proportion to a file`, () => {
    assertGrowsLinearly(inputOf, check("Dockerfile"), 500);
  });
}

const folder = new URL("../server/core/rules/", import.meta.url);
for (const rule of rules.filter(({ target }) => target === "dockerfile")) {
  const cases = new URL(`${fullId(rule)}/cases.md`, folder);
  const bad = existsSync(cases)
    ? readCases(readFileSync(cases, "utf8"), "Dockerfile").find(({ bad, path }) => bad && path === "Dockerfile")?.bad
    : undefined;
  if (bad === undefined) continue;
  const { text } = readMarked(bad);
  const [head, body] = divided(text);
  test(`${fullId(rule)}: many of its first bad case take no longer than in proportion to a file`, () => {
    assertGrowsLinearly((size) => head + body.repeat(size), check("Dockerfile"), 100);
    assertGrowsLinearly((size) => text.repeat(size), check("Dockerfile"), 100);
  });
}

const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {${spec}}\n`;

/** Words in which an expression that begins anew at each character would read to the end each time. */
const words: Readonly<Record<string, readonly [string, (size: number) => string]>> = {
  "a package": ["Dockerfile", (size) => `FROM debian:13\nRUN apt-get install -y ${"=".repeat(size)}\u2028x\n`],
  "a command": ["Dockerfile", (size) => `FROM httpd:2.4\nRUN ${"chown ".repeat(size / 6)}\nUSER 33\n`],
  "an option": [
    "Dockerfile",
    (size) => `FROM debian:13\nRUN curl -${"o".repeat(size)}\u2028 a | sha256sum -${"c".repeat(size)}!\n`,
  ],
  "a path": ["Dockerfile", (size) => `FROM debian:13\nWORKDIR /a\nCOPY ${"/".repeat(size)}x ${"/".repeat(size)}y\n`],
  "a secret": [
    "m.yaml",
    (size) => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {A: "${"=".repeat(size)}x"}\n`,
  ],
  "a host path": ["m.yaml", (size) => pod(`volumes: [{name: a, hostPath: {path: ${"/docker/".repeat(size / 8)}}}]`)],
};

for (const [name, [path, inputOf]] of Object.entries(words)) {
  test(`a long word costs no more than its length: ${name}`, () => {
    assertTimeGrowsLinearly(inputOf, check(path), 20_000);
  });
}

/** A Dockerfile's last stage without what comes before, so that one stage can be made long. */
function divided(text: string): readonly [string, string] {
  const at = /^FROM .*\n(?![\s\S]*^FROM )/im.exec(text);
  assert.ok(at);
  const end = at.index + at[0].length;
  return [text.slice(0, end), text.slice(end)];
}
