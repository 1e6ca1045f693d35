import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../analyze.ts";
import { readConfig } from "../config.ts";
import { rules } from "../registry.ts";
import { fullId } from "../rule.ts";
import { WorkspaceIndex } from "./workspace-index.ts";

const named = rules.filter(({ id }) => id === "rejected-pod" || id === "unisolated-pod");
const { config } = readConfig([], named);

const namespace = (name: string, level: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name}\n  labels:\n    pod-security.kubernetes.io/enforce: ${level}\n`;
const pod = (namespace: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: ${namespace}\n  labels: {app: web}\nspec:\n  hostPID: true\n  containers:\n    - name: app\n      image: ghcr.io/acme/app:1\n`;
const policy = (namespace: string, app: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${app}\n  namespace: ${namespace}\nspec:\n  podSelector: {matchLabels: {app: ${app}}}\n`;

function indexOf(files: Readonly<Record<string, string>>): WorkspaceIndex {
  const index = new WorkspaceIndex();
  for (const [path, text] of Object.entries(files)) index.set(path, text);
  return index;
}

/** Each finding as its rule, and where its related places stand. */
function found(index: WorkspaceIndex, path: string, text: string, analyzer = new Analyzer(named)): readonly string[] {
  const settings = { config, today: undefined, workspace: index.around(path) };
  const { problems, crashes } = analyzer.analyze({ path, text }, settings);
  assert.deepEqual(crashes, []);
  return problems.map(({ rule, related }) => {
    const places = related.map(({ at }) => `${at.path}:${at.line + 1}:${at.character + 1}`);
    return [rule && fullId(rule), ...places].join(" ");
  });
}

test("another file's namespace decides, and the finding leads to its label", () => {
  const index = indexOf({ "ns.yaml": `# head\n---\n${namespace("shop", "baseline")}`, "pod.yaml": pod("shop") });
  assert.deepEqual(found(index, "pod.yaml", pod("shop")), ["kubernetes/rejected-pod ns.yaml:8:41"]);
  assert.deepEqual(found(index, "pod.yaml", pod("bank")), []);
});

test("a file is judged by its own text as it stands, not as the index has it", () => {
  const index = indexOf({ "all.yaml": `${namespace("shop", "baseline")}---\n${pod("shop")}` });
  assert.deepEqual(found(index, "all.yaml", `${namespace("shop", "privileged")}---\n${pod("shop")}`), []);
});

test("what is kept is judged again when another file's object changes, and only then", () => {
  const index = indexOf({ "ns.yaml": namespace("shop", "baseline") });
  const analyzer = new Analyzer(named);
  const now = () => found(index, "pod.yaml", pod("shop"), analyzer);
  assert.equal(now().length, 1);
  assert.equal(index.set("ns.yaml", `${namespace("shop", "baseline")}# a comment\n`), false);
  assert.equal(index.set("ns.yaml", namespace("shop", "privileged")), true);
  assert.deepEqual(now(), []);
  assert.equal(index.set("ns.yaml", undefined), true);
  assert.deepEqual(now(), []);
});

test("lines above an object in the same file move its place", () => {
  const index = new WorkspaceIndex();
  const analyzer = new Analyzer(named);
  const text = `${pod("shop")}---\n${namespace("shop", "baseline")}`;
  assert.deepEqual(found(index, "a.yaml", text, analyzer), ["kubernetes/rejected-pod a.yaml:18:41"]);
  assert.deepEqual(found(index, "a.yaml", `# one\n# two\n---\n${text}`, analyzer), [
    "kubernetes/rejected-pod a.yaml:21:41",
  ]);
});

test("of two environments the nearest counts", () => {
  const index = indexOf({
    "dev/ns.yaml": namespace("shop", "privileged"),
    "prod/ns.yaml": namespace("shop", "baseline"),
    "other/ns.yaml": namespace("shop", "restricted"),
  });
  assert.deepEqual(found(index, "dev/pod.yaml", pod("shop")), []);
  assert.deepEqual(found(index, "prod/web/pod.yaml", pod("shop")), ["kubernetes/rejected-pod prod/ns.yaml:6:41"]);
  assert.deepEqual(found(index, "pod.yaml", pod("shop")), []);
});

test("policies of another file select, or leave out", () => {
  const baseline = namespace("bank", "privileged");
  const index = indexOf({ "net/db.yaml": policy("shop", "db"), "ns.yaml": baseline });
  assert.deepEqual(found(index, "pod.yaml", pod("shop")), ["kubernetes/unisolated-pod net/db.yaml:4:9"]);
  index.set("net/web.yaml", policy("shop", "web"));
  assert.deepEqual(found(index, "pod.yaml", pod("shop")), []);
});

test("entries make the same index on another thread", () => {
  const index = indexOf({ "ns.yaml": namespace("shop", "baseline"), Dockerfile: "FROM scratch\n" });
  const entries = structuredClone(index.entries());
  assert.deepEqual(
    entries.map(([path]) => path),
    ["ns.yaml"],
  );
  assert.deepEqual(found(WorkspaceIndex.of(entries), "pod.yaml", pod("shop")), [
    "kubernetes/rejected-pod ns.yaml:6:41",
  ]);
});

test("text that cannot be read holds no objects", () => {
  const index = new WorkspaceIndex();
  for (const text of [
    "kind: Namespace\napiVersion: v1\n\0",
    "kind: Namespace",
    "kind: List\napiVersion: v1\nitems: [",
  ]) {
    assert.equal(index.set("a.yaml", text), false);
  }
});

test("a file's own changes do not make its surroundings other ones", () => {
  const index = new WorkspaceIndex();
  index.set("a.yaml", namespace("a", "baseline"));
  const before = index.around("a.yaml").revision;
  index.set("a.yaml", namespace("b", "restricted"));
  assert.equal(index.around("a.yaml").revision, before);
  assert.notEqual(index.around("b.yaml").revision, before);
  index.set("b.yaml", namespace("c", "baseline"));
  assert.notEqual(index.around("a.yaml").revision, before);
});
