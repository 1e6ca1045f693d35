import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { rules } from "../server/core/registry.ts";

function found(text: string, kubernetesVersion: string): readonly string[] {
  const { config } = readConfig([{ kubernetesVersion, rules: { "host-user-namespace": "info" } }], rules);
  const { problems } = new Analyzer(rules).analyze({ path: "a.yaml", text }, { config, today: undefined });
  return problems.map(({ id }) => id.replace("kubernetes/", ""));
}

test("an older Kubernetes is not asked for what it does not know", () => {
  const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n";
  assert.deepEqual(found(namespace, "1.23"), ["unenforced-pod-security"]);
  assert.deepEqual(found(namespace, "1.22"), []);
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers: [{ name: a, image: 'x:1' }]\n";
  assert.ok(found(pod, "1.25").includes("host-user-namespace"));
  assert.ok(!found(pod, "1.24").includes("host-user-namespace"));
});
