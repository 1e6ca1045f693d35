import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "./config.ts";
import { flag, strings } from "./options.ts";
import { dockerfileRule, kubernetesRule } from "./rule.ts";

const declared = { title: "t", why: "w", mayBreak: "m", references: [], aliases: {}, *check() {} };
const image = dockerfileRule({
  ...declared,
  id: "unpinned-image",
  severity: "warning",
  options: { digest: flag("d", false) },
});
const pod = kubernetesRule({
  ...declared,
  id: "unpinned-image",
  severity: "hint",
  options: { digest: flag("d", false), names: strings("n", ["a"]) },
  podSecurity: { level: "restricted", check: "c", since: "1.0" },
});
const off = dockerfileRule({ ...declared, id: "left-off", severity: "off", options: {} });
const rules = [image, pod];
const read = (...layers: unknown[]) => readConfig(layers, rules);

test("a short id means the rule of that name for each target, and a full id wins over it", () => {
  const { config, problems } = read({
    rules: { "kubernetes/unpinned-image": "off", "unpinned-image": { severity: "error", digest: true } },
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(config.rule(image, "Dockerfile"), { severity: "error", named: true, options: { digest: true } });
  assert.deepEqual(config.rule(pod, "a.yaml"), {
    severity: "off",
    named: true,
    options: { digest: false, names: ["a"] },
  });
});

test("the repository's file wins over editor settings, and an override over both", () => {
  const { config } = read(
    { rules: { "dockerfile/unpinned-image": "error" } },
    {
      rules: { "dockerfile/unpinned-image": "info" },
      overrides: [{ files: ["test/**"], rules: { "unpinned-image": false } }],
    },
  );
  assert.equal(config.rule(image, "Dockerfile").severity, "info");
  assert.equal(config.rule(image, "test/a/Dockerfile").severity, "off");
  assert.equal(config.rule(image, "/test/a/Dockerfile").severity, "off");
});

test("profiles choose the rules to begin with", () => {
  assert.equal(read({ extends: "strict" }).config.rule(pod, "a.yaml").severity, "info");
  assert.equal(read({ extends: "strict" }).config.rule(image, "Dockerfile").severity, "warning");
  const { config } = readConfig([{ extends: "strict" }], [off]);
  assert.equal(config.rule(off, "Dockerfile").severity, "info");
  assert.equal(read({ extends: "pod-security-restricted" }).config.rule(pod, "a.yaml").severity, "error");
  assert.equal(read({ extends: "pod-security-baseline" }).config.rule(pod, "a.yaml").severity, "off");
  assert.equal(read({ extends: "pod-security-baseline" }).config.rule(image, "Dockerfile").severity, "off");
});

test("bad configuration is a problem with its path, and the rest holds", () => {
  const { config, problems } = read({
    extends: "paranoid",
    kubernetesVersion: 1.3,
    exclude: "vendor",
    rule: {},
    allow: { maxDays: "many", reason: true },
    rules: { "unpined-image": "error", "dockerfile/unpinned-image": { severity: "loud", digest: 1, tag: true } },
    overrides: [{ rules: {} }],
  });
  assert.deepEqual(problems.map(({ path }) => path.join(".")).sort(), [
    "allow.maxDays",
    "allow.reason",
    "exclude",
    "extends",
    "kubernetesVersion",
    "overrides.0",
    "rule",
    "rules.dockerfile/unpinned-image.digest",
    "rules.dockerfile/unpinned-image.severity",
    "rules.dockerfile/unpinned-image.tag",
    "rules.unpined-image",
  ]);
  assert.match(
    problems.find(({ path }) => path[1] === "unpined-image")?.message ?? "",
    /Did you mean "unpinned-image"\?/,
  );
  assert.equal(config.rule(image, "Dockerfile").severity, "warning");
});

test("anything at all is read without an exception", () => {
  for (const input of [
    undefined,
    null,
    1,
    "x",
    [],
    [1],
    { rules: [] },
    { overrides: {} },
    { allow: [] },
    { rules: { a: null } },
  ]) {
    assert.doesNotThrow(() => read(input).config.rule(image, ""));
  }
});

test("a version is read with and without v, and as an unambiguous number", () => {
  assert.equal(read({ kubernetesVersion: "v1.30.4" }).config.kubernetesVersion, "1.30");
  assert.equal(read({ kubernetesVersion: 1.34 }).config.kubernetesVersion, "1.34");
});

test("excluded files are named as in a .gitignore", () => {
  const { config } = read({ exclude: ["vendor/**", "*.gen.yaml", "!keep.gen.yaml"] });
  assert.deepEqual(
    ["vendor/a/Dockerfile", "b/x.gen.yaml", "keep.gen.yaml", "Dockerfile"].map((path) => config.excludes(path)),
    [true, true, false, false],
  );
});
