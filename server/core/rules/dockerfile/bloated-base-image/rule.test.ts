import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../../../analyze.ts";
import { readConfig } from "../../../config.ts";
import rule from "./rule.ts";

test("what stands in the way of an image without a shell is told at its line", () => {
  const text =
    'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nHEALTHCHECK CMD curl -f localhost\nCMD ["npm", "start"]\n';
  const { config } = readConfig([], [rule]);
  const [problem] = new Analyzer([rule]).analyze({ path: "Dockerfile", text }, { config, today: undefined }).problems;
  assert.deepEqual(
    problem?.related.map(({ at: { path, line, character, endCharacter }, message }) => ({
      place: `${path}:${line}:${character}-${endCharacter}`,
      message,
    })),
    [
      {
        place: "Dockerfile:3:0-3",
        message: "In the way of an image without a shell: RUN needs a shell, so move it to a build stage",
      },
      {
        place: "Dockerfile:4:0-11",
        message: "In the way of an image without a shell: HEALTHCHECK calls curl, which is not there",
      },
      {
        place: "Dockerfile:5:0-3",
        message: "In the way of an image without a shell: npm is not there: start the script behind it with node",
      },
    ],
  );
});
