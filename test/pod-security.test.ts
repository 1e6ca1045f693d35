import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { type Config, readConfig } from "../server/core/config.ts";
import { repair } from "../server/core/features/repair.ts";
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

const contents: ReadonlyMap<string, string> = new Map(
  present ? readLines<{ id: string; content: string }>("contents.jsonl").map(({ id, content }) => [id, content]) : [],
);

const textOf = (id: string): string => contents.get(id) ?? "";

const restricted = (kubernetesVersion: string): Config =>
  readConfig([{ extends: "pod-security-restricted", kubernetesVersion }], rules).config;

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
    const cases = readLines<Case>("cases.jsonl");
    const wrong = cases.filter((one) => !verdictAgrees(one, wrap(textOf(one.content_id))));
    console.log(`${cases.length - wrong.length}/${cases.length} verdicts agree, for ${place}`);
    assert.ok(cases.length > 4000);
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });
}

/** What fails beside the check that a case is made for, in how many cases, and why. */
const companions: Readonly<Record<string, { readonly cases: number; readonly why: string }>> = {
  "baseline windowsHostProcess, hostNamespaces": { cases: 76, why: "a HostProcess pod needs the node's network" },
  "restricted windowsHostProcess, hostNamespaces": { cases: 76, why: "a HostProcess pod needs the node's network" },
  "restricted privileged, allowPrivilegeEscalation": { cases: 60, why: "a privileged container can't give it up" },
  "restricted allowPrivilegeEscalation, capabilities_restricted": { cases: 16, why: "one has no securityContext" },
  "restricted hostPathVolumes, restrictedVolumes": { cases: 76, why: "upstream leaves the first to the second" },
  "restricted restrictedVolumes, hostPathVolumes": { cases: 38, why: "upstream leaves the second to the first" },
  "restricted capabilities_baseline, capabilities_restricted": {
    cases: 64,
    why: "upstream leaves the first to the second",
  },
  "restricted seccompProfile_baseline, seccompProfile_restricted": {
    cases: 57,
    why: "upstream leaves the first to the second",
  },
  "restricted seccompProfile_restricted, seccompProfile_baseline": {
    cases: 38,
    why: "upstream leaves the second to the first",
  },
  "restricted procMount, procMount_restricted": { cases: 6, why: "both forbid the value" },
};

test("a pod that fails one check fails no other, but those that follow from it", { skip: !present }, () => {
  const seen = new Map<string, number>();
  for (const { check, content_id, expected, level, version } of readLines<Case>("cases.jsonl")) {
    if (expected !== "fail" || check === null) continue;
    const violations = violationsOf(textOf(content_id), version);
    const ids = violations.filter((one) => level === "restricted" || one.level === "baseline").map((one) => one.check);
    const others = [...new Set(ids)].filter((id) => id !== check).sort();
    const key = [`${level} ${check}`, ...others].join(", ");
    if (others.length > 0) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const reviewed = Object.entries(companions).map(([key, { cases }]) => [key, cases]);
  assert.deepEqual(Object.fromEntries(seen), Object.fromEntries(reviewed));
});

test("rules find all that keeps a pod from restricted, and nothing else", { skip: !present }, () => {
  const analyzer = new Analyzer(rules);
  const configs = new Map<string, Config>();
  const wrong = new Set<string>();
  for (const { path, content_id, version } of readLines<Case>("cases.jsonl")) {
    const text = textOf(content_id);
    // Since this version every check of the standards is there; older ones have left support long ago.
    if (Number(version.slice("v1.".length)) < 25) continue;
    const config = configs.get(version) ?? restricted(version.slice(1));
    configs.set(version, config);
    const { problems } = analyzer.analyze({ path: "pod.yaml", text }, { config, today: undefined });
    const found = new Set(problems.map(({ rule }) => rule?.podSecurity?.check ?? ""));
    const wanted = new Set(violationsOf(text, version).flatMap(({ check }) => sameChecks(check)));
    for (const { check } of violationsOf(text, version)) {
      if (!sameChecks(check).some((one) => found.has(one))) wrong.add(`${path}: ${check} has no finding`);
    }
    for (const check of found) if (!wanted.has(check)) wrong.add(`${path}: a finding of ${check || "no check"}`);
  }
  assert.deepEqual([...wrong], []);
});

test("repairing takes every pod to restricted that names no storage of its own", { skip: !present }, () => {
  const analyzer = new Analyzer(rules);
  const config = restricted("1.37");
  const left = new Map<string, number>();
  for (const text of contents.values()) {
    const settings = { config, today: undefined };
    const repaired = repair(analyzer, { path: "pod.yaml", text }, settings, { safeties: ["safe", "review"] }).text;
    const checks = [...new Set(violationsOf(repaired, "1.37").map(({ check }) => check))].sort();
    if (checks.length > 0) left.set(checks.join(), (left.get(checks.join()) ?? 0) + 1);
  }
  assert.equal(contents.size, 380);
  // What takes the place of a share or of a node's directory is for a person to say.
  assert.deepEqual(Object.fromEntries(left), { restrictedVolumes: 76, "hostPathVolumes,restrictedVolumes": 14 });
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
