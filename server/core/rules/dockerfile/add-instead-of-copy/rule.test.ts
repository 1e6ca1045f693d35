import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../../../analyze.ts";
import { readConfig } from "../../../config.ts";
import rule from "./rule.ts";

function safetyOf(source: string): string | undefined {
  const { config } = readConfig([], [rule]);
  const file = { path: "Dockerfile", text: `FROM debian:13\nADD ${source} /a/\n` };
  const [problem] = new Analyzer([rule]).analyze(file, { config, today: undefined }).problems;
  return problem?.fixes()[0]?.safety;
}

test("COPY stands in safely for what can't be an archive, which ADD tells by what it holds", () => {
  for (const source of [".", "src/", "package.json", "app.jar", "a.sh b.py"]) assert.equal(safetyOf(source), "safe");
  for (const source of ["rootfs", "image.tlz", "box.ova", "data.bin", "a.json data"]) {
    assert.equal(safetyOf(source), "review", source);
  }
});
