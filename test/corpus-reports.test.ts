import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { readReports } from "../server/core/reports/read-report.ts";
import rule from "../server/core/rules/dockerfile/known-vulnerability/rule.ts";
import { WorkspaceIndex } from "../server/core/workspace/workspace-index.ts";

const readReport = (text: string) => readReports(text)[0];

const corpus = new URL("../../shared/corpus/B7-scan-reports/reports.jsonl", import.meta.url);
const isHere = existsSync(corpus);
if (!isHere) console.log("The real scan reports are not here: skipped.");

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly path: string;
  readonly vulnerabilities?: number | null;
  readonly content: string;
}

const rows: readonly Row[] = isHere
  ? readFileSync(corpus, "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  : [];
/** An archive of an image, which only its folder calls a report. */
const mislabelled = /anchore-fixture-image-simple\.golden$/;
const isJson = ({ kind, path }: Row) => /^(?:trivy-json|grype-json)/.test(kind) && !mislabelled.test(path);

test("every real report is read, with as many vulnerabilities as it has", { skip: !isHere }, () => {
  for (const row of rows.filter(isJson)) {
    const report = readReport(row.content);
    assert.ok(report, row.path);
    if (typeof row.vulnerabilities === "number") {
      assert.equal(report.vulnerabilities.length, row.vulnerabilities, row.path);
    }
    for (const { id, package: name } of report.vulnerabilities) assert.ok(id && name, row.path);
  }
  console.log(`${rows.filter(isJson).length} of ${rows.length} reports are in a format that is read.`);
});

test("other formats of the same scanners are left alone", { skip: !isHere }, () => {
  for (const row of rows.filter((one) => !isJson(one))) assert.equal(readReport(row.content), undefined, row.path);
});

test("every image's findings stand on the FROM that names it", { skip: !isHere }, () => {
  const { config } = readConfig([], [rule]);
  let count = 0;
  for (const row of rows.filter(isJson)) {
    const report = readReport(row.content);
    const name = report?.artifacts.find((artifact) => !/\.tar(?:\.gz)?$/.test(artifact));
    if (report?.of !== "image" || !name || report.vulnerabilities.length === 0) continue;
    const text = `FROM scratch AS other\nFROM ${name}\nRUN true\n`;
    const index = new WorkspaceIndex();
    index.set("reports/report.json", row.content);
    const settings = { config, today: "2026-11-26", workspace: index.around("Dockerfile") };
    const { problems } = new Analyzer([rule]).analyze({ path: "Dockerfile", text }, settings);
    assert.deepEqual(
      problems.map(({ span }) => text.slice(span.start, span.end)),
      [name],
      row.path,
    );
    assert.match(problems[0]?.message ?? "", new RegExp(`^${report.vulnerabilities.length} known`), row.path);
    count++;
  }
  assert.ok(count >= 15, `${count}`);
});
