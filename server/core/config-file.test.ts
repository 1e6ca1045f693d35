import assert from "node:assert/strict";
import test from "node:test";
import { readConfigFile } from "./config-file.ts";
import { flag } from "./options.ts";
import { dockerfileRule } from "./rule.ts";

const rule = dockerfileRule({
  id: "unpinned-image",
  title: "The image is not pinned",
  why: "A tag can be moved.",
  mayBreak: "Nothing.",
  severity: "warning",
  references: [],
  aliases: {},
  options: { digest: flag("Ask for a digest.", false) },
  check: () => [],
});

const read = (text: string) => readConfigFile(text, [{ kubernetesVersion: "1.30" }], [rule]);
const marked = (text: string) =>
  read(text).problems.map(({ span, message }) => [text.slice(span.start, span.end), message]);

test("a file is read over the layers below it", () => {
  const { config, problems } = read("# ours\nrules:\n  unpinned-image: { severity: error, digest: true }\n");
  assert.deepEqual(problems, []);
  assert.equal(config.kubernetesVersion, "1.30");
  assert.deepEqual(config.rule(rule, "Dockerfile"), { severity: "error", named: true, options: { digest: true } });
});

test("a problem stands at its own key", () => {
  assert.deepEqual(marked("extends: recommended\nrules:\n  unpined-image: off\n"), [
    ["unpined-image", 'There is no rule "unpined-image". Did you mean "unpinned-image"?'],
  ]);
  assert.deepEqual(
    marked("overrides:\n  - files: [a]\n    rules:\n      unpinned-image: loud\n").map(([at]) => at),
    ["unpinned-image"],
  );
  assert.deepEqual(
    marked("just a word\n").map(([at]) => at),
    ["just a word"],
  );
});

test("an empty file is a good one", () => {
  for (const text of ["", "\n", "# nothing yet\n", "---\n"]) assert.deepEqual(read(text).problems, []);
});

test("text that is no YAML is called broken, and half a word is not", () => {
  assert.equal(read("rules: [unclosed\n").broken, true);
  assert.equal(read("rul").broken, false);
});

test("aliases of aliases come to an end", () => {
  const bomb = ["a0: &a0 [x, x]", ...Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)];
  assert.equal(read(`${bomb.join("\n")}\n`).problems.length, bomb.length);
});
