import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Analysis, Settings } from "../server/core/analysis.ts";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { levels, type WorkloadLevel } from "../server/core/features/level.ts";
import { repair } from "../server/core/features/repair.ts";
import { rootWork } from "../server/core/model/root-work.ts";
import { rules } from "../server/core/registry.ts";
import { splitDocuments } from "../server/core/syntax/yaml.ts";

const file = new URL("../../shared/corpus/B2-manifests/manifests.jsonl", import.meta.url);
const present = existsSync(file);
if (!present) console.log("The corpus of manifests is not here: skipped.");

const settings: Settings = { config: readConfig([], rules).config, today: "2026-11-26" };
const newest = settings.config.kubernetesVersion;

/** What nobody can take from a workload without taking its work. */
const needsHost = new Set([
  "capabilities_baseline",
  "hostNamespaces",
  "hostPathVolumes",
  "hostPorts",
  "privileged",
  "procMount",
  "seLinuxOptions",
  "windowsHostProcess",
]);

/** Why a workload stays below restricted. */
function reasonFor({ pod }: WorkloadLevel, checks: readonly string[], refusals: readonly string[]): string | undefined {
  if (checks.join() === "restrictedVolumes") return "it names a share itself, and nobody can guess the claim for it";
  if (pod.windowsHint && !pod.windows) return "it selects Windows nodes, and the standards go by `os.name` alone";
  const rootOnly = checks.every((check) => check === "runAsNonRoot" || check === "capabilities_restricted");
  if (rootOnly && pod.containers.some(rootWork)) return "a command of it does what only root may";
  return refusals.find((reason) => reason === "The text block at the document's end would gain a line break.");
}

const workloads = ({ parts }: Analysis): readonly WorkloadLevel[] =>
  parts.flatMap(({ model }) => (model.target === "kubernetes" ? levels(model.manifest, newest) : []));

test("harden takes workloads of real manifests to restricted", { skip: !present }, (context) => {
  const analyzer = new Analyzer(rules);
  let free = 0;
  let reached = 0;
  const left = new Map<string, number>();
  const unexplained: string[] = [];
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const { path, content }: { path: string; content: string } = JSON.parse(line);
    const source = { path, text: content };
    const analysis = analyzer.analyze(source, settings);
    const before = workloads(analysis);
    const { text, left: rest } = repair(analyzer, source, settings, {
      safeties: ["safe", "review"],
      level: "restricted",
    });
    checkOthers(path, content, text, analysis);
    const after = workloads(analyzer.analyze({ path, text }, settings));
    assert.equal(after.length, before.length, `${path} has as many workloads as before`);
    for (const [at, workload] of before.entries()) {
      if (workload.violations.some(({ check }) => needsHost.has(check))) continue;
      free++;
      const { level = "privileged", violations = [] } = after[at] ?? {};
      if (level === "restricted") {
        reached++;
        continue;
      }
      const checks = [...new Set(violations.map(({ check }) => check))];
      const refusals = rest.map(({ reason }) => reason);
      const why = analysis.unreadable.length > 0 ? "the text does not parse" : reasonFor(workload, checks, refusals);
      const key = why ?? checks.join(", ");
      left.set(key, (left.get(key) ?? 0) + 1);
      if (!why) unexplained.push(`${path} ${workload.object.kind}/${workload.object.name}: ${key}`);
    }
  }
  context.diagnostic(`${reached} of ${free} workloads reach restricted (${((reached / free) * 100).toFixed(1)} %)`);
  for (const [why, count] of left) context.diagnostic(`${count} do not: ${why}`);
  assert.ok(reached / free >= 0.97);
  assert.deepEqual(unexplained, []);
});

/** Documents without a workload are no matter of hardening, and keep every byte but for what is safe. */
function checkOthers(path: string, before: string, after: string, { parts }: Analysis): void {
  const holders = new Set(
    parts.flatMap(({ model, text }) => (model.target === "kubernetes" && model.manifest.pods.length > 0 ? [text] : [])),
  );
  const kept = new Set(splitDocuments(after).map(({ text }) => text.trimEnd()));
  for (const { text } of splitDocuments(before)) {
    if (!holders.has(text) && !kept.has(text.trimEnd()))
      assert.fail(`${path}: a document without workload has changed`);
  }
}
