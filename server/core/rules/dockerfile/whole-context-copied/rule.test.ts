import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../../../analyze.ts";
import { readConfig } from "../../../config.ts";
import { WorkspaceIndex } from "../../../workspace/workspace-index.ts";
import rule from "./rule.ts";

/** What is said of `COPY . /app` with these files in the workspace. */
function said(files: Readonly<Record<string, string>>, path = "app/Dockerfile", complete = true): readonly string[] {
  const text = "FROM node:24 AS build\nADD ./ /src\nFROM node:24\nCOPY . /app\n";
  const index = new WorkspaceIndex();
  index.complete = complete;
  for (const [name, content] of Object.entries(files)) index.set(name, content);
  const { config } = readConfig([], [rule]);
  const settings = { config, today: undefined, workspace: index.around(path) };
  return new Analyzer([rule])
    .analyze({ path, text }, settings)
    .problems.map(({ severity, message }) => `${severity}: ${message}`);
}

test("without an ignore file everything comes along", () => {
  assert.deepEqual(said({}), [
    "hint: ./ takes the whole folder along: no .dockerignore keeps .git and .env out.",
    "info: . takes the whole folder along: no .dockerignore keeps .git and .env out.",
  ]);
  assert.equal(said({ ".dockerignore": ".git\n.env" }).length, 2, "another folder's");
});

test("an ignore file is read as Docker reads it", () => {
  assert.deepEqual(said({ "app/.dockerignore": ".git\n**/.env*\n" }), []);
  assert.deepEqual(said({ "app/.dockerignore": "*\n!src\n" }), []);
  for (const git of [".git/**", "**/.git", ".git/", "/.git", "**/.git/**"]) {
    assert.deepEqual(said({ "app/.dockerignore": `${git}\n**/.env*\n` }), [], git);
  }
  // It is a file: nothing lies below it.
  assert.equal(said({ "app/.dockerignore": ".git\n.env/**\n" }).length, 2);
  assert.deepEqual(said({ "app/.dockerignore": "node_modules\n.git\n" }), [
    "hint: ./ takes .env along: the .dockerignore lets it in.",
    "hint: . takes .env along: the .dockerignore lets it in.",
  ]);
  assert.deepEqual(
    said({ "app/.dockerignore": "" }).at(1),
    "info: . takes .git and .env along: the .dockerignore lets them in.",
  );
});

test("a Dockerfile's own ignore file counts before that of the folder", () => {
  const files = { "app/.dockerignore": ".git\n.env", "app/Dockerfile.dockerignore": "dist" };
  assert.equal(said(files).length, 2);
  assert.deepEqual(said({ ...files, "app/Dockerfile.dockerignore": ".git\n.env" }), []);
});

test("nothing is said where the context or the folder's files are not known", () => {
  assert.deepEqual(said({}, "app/docker/Dockerfile"), []);
  assert.deepEqual(said({}, "app/Dockerfile", false), []);
});

test("the ignore file is made, or continued at its end", () => {
  const fixesOf = (files: Readonly<Record<string, string>>) => {
    const index = new WorkspaceIndex();
    for (const [name, content] of Object.entries(files)) index.set(name, content);
    const { config } = readConfig([], [rule]);
    const settings = { config, today: undefined, workspace: index.around("app/Dockerfile") };
    const text = "FROM node:24\nCOPY . /app\n";
    const { problems } = new Analyzer([rule]).analyze({ path: "app/Dockerfile", text }, settings);
    return problems.flatMap((problem) => problem.fixes().map(({ beside }) => beside));
  };
  const place = (line: number, character: number) => ({
    path: "app/.dockerignore",
    line,
    character,
    endCharacter: character,
  });
  const [made] = fixesOf({});
  assert.deepEqual(made?.at, place(0, 0));
  assert.ok(made?.creates);
  assert.deepEqual(said({ "app/.dockerignore": made?.text ?? "" }), []);
  const continued = (text: string) => {
    const [fix] = fixesOf({ "app/.dockerignore": text });
    assert.equal(fix?.creates, false);
    assert.deepEqual(said({ "app/.dockerignore": `${text}${fix?.text}` }), []);
    return fix;
  };
  assert.deepEqual(continued("dist\n.git\n"), { at: place(2, 0), text: "**/.env*\n", creates: false });
  assert.equal(continued("dist\r\nout")?.text, "\r\n.git\r\n**/.env*\r\n");
  assert.deepEqual(continued("dist"), { at: place(0, 4), text: "\n.git\n**/.env*\n", creates: false });
});
