import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample } from "../../../test/sample.ts";
import { lenses } from "./lens.ts";

const lensesOf = (text: string) => {
  const { analysis, source, settings } = sample(text);
  return lenses(analysis, source, settings);
};

const titles = (text: string) =>
  lensesOf(text).map(({ span, title }) => [text.slice(span.start, text.indexOf("\n", span.start)), title]);

const restricted =
  "      securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: RuntimeDefault }, capabilities: { drop: [ALL] } }\n";

test("each workload says which level it reaches and how far the next is", () => {
  assert.deepEqual(titles(pod("    - name: a\n      securityContext: { privileged: true }\n")), [
    ["apiVersion: v1", "Pod Security: privileged, 1 step to baseline"],
  ]);
  assert.deepEqual(titles(pod("    - name: a\n")), [
    ["apiVersion: v1", "Pod Security: baseline, 4 steps to restricted"],
  ]);
  assert.deepEqual(titles(pod(`    - name: a\n${restricted}`)), [["apiVersion: v1", "Pod Security: restricted"]]);
});

test("in each document, and only where a pod is", () => {
  const map = "# first\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n";
  assert.deepEqual(
    titles(`${map}---\n${pod("    - name: a\n")}---\n${pod("    - name: b\n")}`).map(([line]) => line),
    ["apiVersion: v1", "apiVersion: v1"],
  );
  assert.deepEqual(titles("FROM a\n"), []);
});
