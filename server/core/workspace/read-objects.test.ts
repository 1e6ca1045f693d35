import assert from "node:assert/strict";
import { test } from "node:test";
import { reportInPart } from "./read-objects.ts";

test("a report of which only the beginning can be read is known by its name", () => {
  const head = '{\n  "SchemaVersion": 2,\n  "ArtifactName": "node:22",\n  "Results": [';
  const [object] = reportInPart("reports/a.json", `\u00ef\u00bb\u00bf${head}`);
  assert.ok(object?.type === "scan-report");
  assert.deepEqual(object.report.artifacts, ["node:22"]);
  assert.equal(object.report.unread, "not readable");
  for (const other of ['{ "apiVersion": "v1" }', "", "FROM node:22\n", '[{ "SchemaVersion": 2 }]']) {
    assert.deepEqual(reportInPart("a.json", other), [], other);
  }
});
