import assert from "node:assert/strict";
import test from "node:test";
import { patchedBy } from "./patched-by.ts";
import { surroundingsOf } from "./surroundings.ts";
import { WorkspaceIndex } from "./workspace-index.ts";

const web = { kind: "Deployment", name: "web" };

/** Who patches the Deployment web of `base/web.yaml`. */
function patchers(files: Readonly<Record<string, string>>, path = "base/web.yaml"): readonly string[] {
  const index = new WorkspaceIndex();
  for (const [name, text] of Object.entries(files)) index.set(name, text);
  return patchedBy(web, surroundingsOf(path, [], index.around(path)));
}

const target = (words: string) => `patches:\n- target: ${words}\n  patch: '[{"op": "remove", "path": "/spec/x"}]'\n`;

test("a target of its kind and name, or one that says neither", () => {
  const patched = (words: string) =>
    patchers({ "base/kustomization.yaml": `resources: [web.yaml]\n${target(words)}` }).length > 0;
  for (const words of ["{kind: Deployment, name: web}", "{kind: Deployment}", "{name: web}", "{name: w.*}"]) {
    assert.ok(patched(words), words);
  }
  assert.ok(patched("{kind: StatefulSet|Deployment}"));
  assert.ok(patched("{labelSelector: app=web}"));
  for (const words of ["{kind: Service, name: web}", "{kind: Deployment, name: we}"]) assert.ok(!patched(words), words);
});

test("only where the kustomization takes the object, at first or second hand", () => {
  const patch = target("{kind: Deployment}");
  assert.deepEqual(patchers({ "base/kustomization.yaml": `resources: [other.yaml]\n${patch}` }), []);
  assert.deepEqual(
    patchers({
      "base/Kustomization": "resources: [./web.yaml]\n",
      "overlays/prod/kustomization.yml": `bases: [../../base/]\n${patch}`,
      "overlays/eu/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- ../prod\ncomponents:\n- ../../debug\n`,
      "overlays/dev/kustomization.yaml": patch,
      "debug/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n${patch}`,
    }),
    ["debug/kustomization.yaml", "overlays/prod/kustomization.yml"],
  );
});

test("a patch without a target is for what it names", () => {
  const named = (name: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {spec: {hostPID: true}}}\n`;
  const kustomization = "resources: [web.yaml]\npatches:\n- path: ../patches/p.yaml\n";
  const files = (name: string) => ({ "base/kustomization.yaml": kustomization, "patches/p.yaml": named(name) });
  assert.deepEqual(patchers(files("web")), ["base/kustomization.yaml"]);
  assert.deepEqual(patchers(files("api")), []);
  const inline = (name: string) => `patchesStrategicMerge:\n- |\n  ${named(name).replaceAll("\n", "\n  ")}\n`;
  const own = (name: string) => ({ "base/kustomization.yaml": `resources: [web.yaml]\n${inline(name)}` });
  assert.deepEqual(patchers(own("web")), ["base/kustomization.yaml"]);
  assert.deepEqual(patchers(own("api")), []);
});

test("by URIs as well, and whatever includes itself", () => {
  const files = {
    "file:///w/a/kustomization.yaml": `resources: [web.yaml, ../a, ../b]\n${target("{}")}`,
    "file:///w/b/kustomization.yaml": "resources: [../a]\n",
  };
  assert.deepEqual(patchers(files, "file:///w/a/web.yaml"), ["file:///w/a/kustomization.yaml"]);
  assert.deepEqual(patchers({ "kustomization.yaml": `resources: [../../x, web.yaml]\n${target("")}` }, "web.yaml"), []);
});
