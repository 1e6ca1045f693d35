import assert from "node:assert/strict";
import { test } from "node:test";
import { readDockerfile } from "./dockerfile-model.ts";
import { callsOf } from "./shell-calls.ts";

/** The calls of an instruction, each as its words are written. */
function calls(instruction: string): readonly string[] {
  const [, run] = readDockerfile(`FROM debian:13\n${instruction}\n`).instructions;
  return run ? callsOf(run).map(({ name, words }) => [name, ...words.slice(1).map(({ text }) => text)].join(" ")) : [];
}

test("a program is seen through what wraps it", () => {
  assert.deepEqual(calls("RUN sudo -u app -E PATH=/bin env -i A=b /usr/bin/curl -f x"), [
    "sudo -u app -E PATH=/bin env -i A=b /usr/bin/curl -f x",
    "env -i A=b /usr/bin/curl -f x",
    "curl -f x",
  ]);
  assert.deepEqual(calls("RUN timeout -k 5 30s gosu app nice -n 10 make"), [
    "timeout -k 5 30s gosu app nice -n 10 make",
    "gosu app nice -n 10 make",
    "nice -n 10 make",
    "make",
  ]);
  assert.deepEqual(calls("RUN find . -name a -exec chmod 755 {} +"), [
    "find . -name a -exec chmod 755 {} +",
    "chmod 755 {} +",
  ]);
});

test("scripts within scripts are read, in both forms", () => {
  assert.deepEqual(calls(`RUN bash -ec 'a; b | c'`), ["bash -ec 'a; b | c'", "a", "b", "c"]);
  assert.deepEqual(calls(`RUN ["sh", "-c", "a && b"]`), [`sh "-c" "a && b"`, "a", "b"]);
});

test("what starts nothing", () => {
  assert.deepEqual(calls("RUN command -v curl"), ["command -v curl"]);
  assert.deepEqual(calls("RUN sudo"), ["sudo"]);
  assert.deepEqual(calls(`RUN echo "sudo rm"`), [`echo "sudo rm"`]);
});

test("a long chain of wrappers ends", () => {
  assert.ok(calls(`RUN ${"sudo ".repeat(10_000)}`).length < 20);
});
