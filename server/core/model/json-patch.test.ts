import assert from "node:assert/strict";
import test from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import type { YamlView } from "../syntax/yaml-view.ts";
import { isJsonPatch, readJsonPatch } from "./json-patch.ts";

function plain(view: YamlView): unknown {
  if (view.kind === "seq") return view.items().map(plain);
  if (view.kind === "scalar") return view.scalar();
  return Object.fromEntries(view.entries().map(({ key, value }) => [key, plain(value)]));
}

function patched(...operations: readonly (readonly [string, string, unknown?])[]): unknown {
  const text = JSON.stringify(operations.map(([op, path, value]) => ({ op, path, value })));
  const { root } = parseYaml(text);
  assert.ok(root && isJsonPatch(root));
  return plain(readJsonPatch(root, root).view);
}

test("operations make the part of an object that they know", () => {
  assert.deepEqual(
    patched(
      ["add", "/spec/replicas", 2],
      ["replace", "/spec/replicas", 3],
      ["add", "/metadata/annotations/a~1b~0c", "x"],
      ["test", "/spec/paused", true],
    ),
    { spec: { replicas: 3 }, metadata: { annotations: { "a/b~c": "x" } } },
  );
  assert.deepEqual(
    patched(["add", "/spec", { a: { b: 1 }, list: [1] }], ["add", "/spec/a/c", 2], ["add", "/spec/list/-", 3]),
    { spec: { a: { b: 1, c: 2 }, list: [1, 3] } },
  );
  assert.deepEqual(patched(["add", "/a/b", 1], ["remove", "/a/b"]), { a: {} });
});

test("items of lists are those of the result, in whatever order", () => {
  assert.deepEqual(patched(["add", "/l/-", 1], ["add", "/l/-", 2], ["add", "/l/0", 3], ["add", "/l/0", 4]), {
    l: [1, 2, 4, 3],
  });
  assert.deepEqual(patched(["add", "/l/0", 1], ["replace", "/l/0", 2]), { l: [2] });
});

test("a container that has no name is called by its place", () => {
  assert.deepEqual(patched(["add", "/spec/containers/0/image", "a"], ["add", "/spec/containers/-", { name: "b" }]), {
    spec: { containers: [{ name: "containers/0", image: "a" }, { name: "b" }] },
  });
});

test("what is removed is what the API assumes then, where that protects less", () => {
  assert.deepEqual(patched(["remove", "/spec/containers/0/securityContext/readOnlyRootFilesystem"]), {
    spec: { containers: [{ name: "containers/0", securityContext: { readOnlyRootFilesystem: false } }] },
  });
  assert.deepEqual(patched(["remove", "/spec/securityContext"]), {
    spec: { securityContext: { runAsNonRoot: false } },
  });
  assert.deepEqual(patched(["remove", "/spec/securityContext/fsGroup"], ["remove", "/spec/replicas"]), {});
});

test("what leads nowhere is passed over", () => {
  assert.deepEqual(
    patched(["add", "", { a: 1 }], ["add", "a", 1], ["move", "/a", 1], [`add`, "/a/".repeat(50), 1], ["add", "/x"]),
    {},
  );
  assert.deepEqual(patched(["add", "/a", 1], ["add", "/a/b", 2], ["add", "/__proto__/x", 1]), {
    a: { b: 2 },
    ["__proto__"]: { x: 1 },
  });
});
