import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readManifest } from "../server/core/model/kubernetes-model.ts";
import { evaluatePodSecurity, type Violation } from "../server/core/model/pod-security/evaluate.ts";
import { parseYaml } from "../server/core/syntax/yaml.ts";

interface Case {
  readonly path: string;
  readonly level: "baseline" | "restricted";
  readonly version: string;
  readonly expected: "pass" | "fail";
  readonly check: string | null;
  readonly content_id: string;
}

const folder = new URL("../../shared/corpus/A1-pod-security/", import.meta.url);
const present = existsSync(folder);
if (!present) console.log("The Pod Security cases are not here: skipped.");

const readLines = <Row>(file: string): readonly Row[] =>
  readFileSync(new URL(file, folder), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

function violationsOf(text: string, version: string): readonly Violation[] {
  const { pods } = readManifest(parseYaml(text));
  assert.equal(pods.length, 1);
  const violations = pods.flatMap((pod) => evaluatePodSecurity(pod, version));
  for (const { span, message } of violations) {
    assert.ok(span.start < span.end && !text.slice(span.start, span.end).includes("\n"), message);
    assert.ok(message.length < 120, message);
  }
  return violations;
}

/** The pod as the template of a Deployment, as upstream does it. */
function inDeployment(pod: string): string {
  const body = pod.slice(pod.indexOf("metadata:"));
  const template = body.replace(/^(?=.)/gm, "    ");
  const selector = "  selector:\n    matchLabels:\n      app: test\n";
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: test\nspec:\n${selector}  template:\n${template}`;
}

function verdictAgrees({ level, expected, check, version }: Case, text: string): boolean {
  const failing = violationsOf(text, version).filter((one) => level === "restricted" || one.level === "baseline");
  if (expected === "pass") return failing.length === 0;
  return failing.some((one) => one.check === check);
}

for (const [place, wrap] of [
  ["a Pod", (text: string) => text],
  ["a Deployment's template", inDeployment],
] as const) {
  test(`every upstream verdict, for ${place}`, { skip: !present }, () => {
    const contents = new Map(
      readLines<{ id: string; content: string }>("contents.jsonl").map(({ id, content }) => [id, wrap(content)]),
    );
    const cases = readLines<Case>("cases.jsonl");
    const wrong = cases.filter((one) => !verdictAgrees(one, contents.get(one.content_id) ?? ""));
    console.log(`${cases.length - wrong.length}/${cases.length} verdicts agree, for ${place}`);
    assert.ok(cases.length > 4000);
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });
}
