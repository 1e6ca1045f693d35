import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../../../analyze.ts";
import { readConfig } from "../../../config.ts";
import { WorkspaceIndex } from "../../../workspace/workspace-index.ts";
import rule from "./rule.ts";

/** What is said of a Dockerfile with these files in the workspace. */
function said(text: string, files: Readonly<Record<string, string>>, path = "app/Dockerfile"): readonly string[] {
  const index = new WorkspaceIndex();
  index.complete = true;
  for (const [name, content] of Object.entries(files)) index.set(name, content);
  const { config } = readConfig([], [rule]);
  const settings = { config, today: undefined, workspace: index.around(path) };
  return new Analyzer([rule]).analyze({ path, text }, settings).problems.map(({ message }) => message);
}

const text = "FROM node:24\nCOPY web/package*.json ./\nRUN npm install\n";

test("a lock file that an ignore file keeps out does not come by a pattern", () => {
  assert.equal(said(text, {}).length, 1);
  assert.equal(said(text, { "app/.dockerignore": "node_modules\n" }).length, 1);
  assert.deepEqual(said(text, { "app/.dockerignore": "**/package-lock.json\n" }), []);
  assert.deepEqual(said(text, { "app/.dockerignore": "*\n!web/package.json\n" }), []);
  assert.equal(said(text, { "app/.dockerignore": "package-lock.json\n" }).length, 1, "another folder's");
});

test("an ignore file says nothing of what comes from another stage, or of another context", () => {
  const ignore = {
    "app/.dockerignore": "**/package-lock.json\n",
    "app/docker/.dockerignore": "**/package-lock.json\n",
  };
  const from =
    "FROM node:24 AS a\nFROM node:24\nCOPY --from=a /a/package.json /a/package-lock.json ./\nRUN npm install\n";
  assert.equal(said(from, ignore).length, 1);
  assert.equal(said(text, ignore, "app/docker/Dockerfile").length, 1);
});
