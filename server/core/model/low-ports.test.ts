import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import { readManifest } from "./kubernetes-model.ts";
import { freePorts } from "./low-ports.ts";

function frees(spec: string, kubernetesVersion: string): boolean {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: app }]${spec} }\n`;
  const [pod] = readManifest(parseYaml(text)).pods;
  assert.ok(pod);
  return freePorts(pod, kubernetesVersion) !== undefined;
}

test("a pod may lower the limit of ports where nodes take the setting, and for a network of its own", () => {
  assert.equal(frees("", "1.22"), true);
  assert.equal(frees("", "1.21"), false);
  assert.equal(frees(", hostNetwork: false", "1.36"), true);
  assert.equal(frees(", hostNetwork: true", "1.36"), false);
});
