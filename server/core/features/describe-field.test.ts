import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample } from "../../../test/sample.ts";
import { fieldAt } from "./describe-field.ts";

function hovered(marked: string): string {
  const { analysis, offset } = sample(marked);
  const [part] = analysis.parts;
  return (part && fieldAt(part, offset)?.markdown) ?? "";
}

test("a container's field, and what is in force where the container does not say it", () => {
  const own = pod("    - name: a\n      securityContext:\n        allowPrivi<|>legeEscalation: false\n");
  assert.match(hovered(own), /^\*\*allowPrivilegeEscalation\*\*: whether a process may gain/);
  const empty = pod("    - name: a\n      securityContext:\n        runAs<|>NonRoot:\n").replace(
    "spec:\n",
    "spec:\n  securityContext: { runAsNonRoot: true }\n",
  );
  assert.match(hovered(empty), /In force here: `true`, which the pod sets\.$/);
});

test("a pod's field", () => {
  assert.match(
    hovered(pod("    - name: a\n").replace("spec:", "spec:\n  host<|>PID: true")),
    /every process of the node/,
  );
  const nested = pod("    - name: a\n").replace("spec:", "spec:\n  securityContext:\n    fsG<|>roup: 5");
  assert.match(hovered(nested), /owns the pod's volumes/);
});

test("a service's field", () => {
  assert.match(hovered("services:\n  a:\n    image: b\n    cap_<|>drop: [ALL]\n"), /drop `ALL`/);
});

test("only where the key stands, and only where it means that", () => {
  assert.equal(hovered(pod("    - name: a\n      securityContext:\n        privileged: fal<|>se\n")), "");
  assert.equal(hovered(pod("    - name: a\n      env:\n        - name: a\n          privi<|>leged: x\n")), "");
  assert.equal(hovered(pod("    - name: a\n      constr<|>uctor: x\n")), "");
  assert.equal(hovered("FROM a\nUS<|>ER x\n"), "");
});
