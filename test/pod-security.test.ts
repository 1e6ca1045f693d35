import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { type Config, readConfig } from "../server/core/config.ts";
import { readManifest } from "../server/core/model/kubernetes-model.ts";
import { evaluatePodSecurity, type Violation } from "../server/core/model/pod-security/evaluate.ts";
import { rules } from "../server/core/registry.ts";
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

/**
 * What a failing pod fails beside the check that its name says: restricted asks for more of the same field, a HostProcess
 * pod needs the node's network, and a privileged container cannot give escalation up.
 */
const companions: Readonly<Record<string, readonly string[]>> = {
  allowPrivilegeEscalation: ["capabilities_restricted"],
  capabilities_baseline: ["capabilities_restricted"],
  hostPathVolumes: ["restrictedVolumes"],
  privileged: ["allowPrivilegeEscalation"],
  procMount: ["procMount_restricted"],
  restrictedVolumes: ["hostPathVolumes"],
  seccompProfile_baseline: ["seccompProfile_restricted"],
  seccompProfile_restricted: ["seccompProfile_baseline"],
  windowsHostProcess: ["hostNamespaces"],
};

test("a pod that fails one check fails no other, but those that follow from it", { skip: !present }, () => {
  const contents = new Map(
    readLines<{ id: string; content: string }>("contents.jsonl").map(({ id, content }) => [id, content]),
  );
  const strange = readLines<Case>("cases.jsonl").flatMap(({ path, check, content_id, expected, level, version }) => {
    if (expected !== "fail" || check === null) return [];
    const failing = violationsOf(contents.get(content_id) ?? "", version)
      .filter((one) => level === "restricted" || one.level === "baseline")
      .map((one) => one.check);
    const others = failing.filter((one) => one !== check && !companions[check]?.includes(one));
    return others.length > 0 ? [`${path}: ${others}`] : [];
  });
  assert.deepEqual(strange, []);
});

test("rules find all that keeps a pod from a level, and nothing in one that reaches it", { skip: !present }, () => {
  const contents = new Map(
    readLines<{ id: string; content: string }>("contents.jsonl").map(({ id, content }) => [id, content]),
  );
  const analyzer = new Analyzer(rules);
  const configs = new Map<string, Config>();
  const wrong = readLines<Case>("cases.jsonl").flatMap(({ path, content_id, level, version }) => {
    const text = contents.get(content_id) ?? "";
    // Since this version every check of the standards is there; older ones have left support long ago.
    if (Number(version.slice("v1.".length)) < 25) return [];
    const kubernetesVersion = version.slice(1);
    const key = `${level} ${kubernetesVersion}`;
    const { config } = configs.has(key)
      ? { config: configs.get(key) as Config }
      : readConfig([{ extends: `pod-security-${level}`, kubernetesVersion }], rules);
    configs.set(key, config);
    const { problems } = analyzer.analyze({ path: "pod.yaml", text }, { config, today: undefined });
    const found = new Set(problems.map(({ rule }) => rule?.podSecurity?.check));
    const wanted = violationsOf(text, version).filter((one) => level === "restricted" || one.level === "baseline");
    const missing = wanted.filter(({ check }) => !sameChecks(check).some((one) => found.has(one)));
    const tooMuch = wanted.length === 0 ? problems.map(({ id }) => id) : [];
    return missing.length + tooMuch.length > 0 ? [`${path}: ${missing.map(({ check }) => check)} ${tooMuch}`] : [];
  });
  assert.deepEqual(wrong, []);
});

/** One rule may be several checks of upstream's: that of a field at both levels, or two fields of one danger. */
function sameChecks(check: string): readonly string[] {
  return (
    [
      ["capabilities_baseline", "capabilities_restricted"],
      ["seccompProfile_baseline", "seccompProfile_restricted"],
      ["procMount", "procMount_restricted"],
      ["runAsNonRoot", "runAsUser"],
      ["hostPathVolumes", "restrictedVolumes"],
      // A privileged container escalates whatever it says, so that one finding says both.
      ["allowPrivilegeEscalation", "privileged"],
    ].find((same) => same.includes(check)) ?? [check]
  );
}
