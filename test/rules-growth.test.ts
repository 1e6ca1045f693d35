import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { rules } from "../server/core/registry.ts";
import { fullId } from "../server/core/rule.ts";
import { assertGrowsLinearly } from "./growth.ts";

/** Texts in which a rule that looks back or ahead for each instruction would read the whole file each time. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  "unlocked-install": (size) =>
    `FROM node:24\n${"COPY a.txt /b\nRUN npm install\nCOPY package.json yarn.lock /b/\nRUN cd /b && yarn\n".repeat(size)}`,
  "copied-secret-file": (size) =>
    `FROM node:24\n${"COPY .npmrc /b\nRUN rm x && apt-get install -y curl\n".repeat(size)}`,
  "unpinned-copied-image": (size) =>
    Array.from({ length: size }, (_, n) => `FROM debian:13 AS stage${n}\nCOPY --from=stag${n}x /a /b\n`).join(""),
  "moving-git-ref": (size) =>
    `FROM debian:13\n${"RUN git clone https://example.com/a\nRUN cd a && git checkout main\n".repeat(size)}`,
  "unpinned-dependency": (size) =>
    `FROM python:3.13\n${"COPY a /b\nRUN pip install a && go install b.io/c\n".repeat(size)}`,
  "missing-pipefail": (size) => `FROM alpine:3.24\n${"RUN curl https://a.example.com/x | sh\n".repeat(size)}`,
};

for (const [id, inputOf] of Object.entries(shapes)) {
  test(`${id} takes no longer than in proportion to a file`, () => {
    const rule = rules.find((one) => fullId(one) === `dockerfile/${id}`);
    assert.ok(rule);
    const { config } = readConfig([], [rule]);
    const work = (text: string) =>
      void new Analyzer([rule]).analyze({ path: "Dockerfile", text }, { config, today: undefined });
    assertGrowsLinearly(inputOf, work, 1000);
  });
}
