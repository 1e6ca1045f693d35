import assert from "node:assert/strict";
import { test } from "node:test";
import { readManifest } from "../model/kubernetes-model.ts";
import { parseYaml } from "../syntax/yaml.ts";
import { levels } from "./level.ts";

const shown = (text: string, version: string): readonly string[] =>
  levels(readManifest(parseYaml(text)), version).map(
    ({ object, pod, level, violations }) => `${object.place} ${pod.containers.length} ${level} ${violations.length}`,
  );

test("each workload reaches a level, and objects without pods none", () => {
  const list = `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Service, metadata: {name: web}}
- {apiVersion: v1, kind: Pod, metadata: {name: bare}, spec: {containers: [{name: a, image: b}]}}
- {apiVersion: v1, kind: Pod, metadata: {name: node}, spec: {hostPID: true, containers: [{name: a, image: b}]}}
`;
  assert.deepEqual(shown(list, "1.37"), ["Pod/bare 1 baseline 4", "Pod/node 1 privileged 5"]);
  assert.deepEqual(shown(list, "1.7"), ["Pod/bare 1 baseline 1", "Pod/node 1 privileged 2"]);
});

test("a patch reaches no level: what it lacks may stand elsewhere", () => {
  const patch =
    "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{name: a, image: b}]}}}\n";
  assert.deepEqual(shown(patch, "1.37"), []);
});
