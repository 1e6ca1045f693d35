import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample } from "../../../test/sample.ts";
import { applyEdits } from "../text.ts";
import { type Action, codeActions, type Kind, kinds } from "./code-actions.ts";

function actions(marked: string, kind: Kind, given: Parameters<typeof sample>[1] = {}) {
  const one = sample(marked, given);
  const list = codeActions(one, { start: one.offset, end: one.offset }, (asked) => asked === kind);
  const apply = ({ effect }: Action) => ("edits" in effect ? applyEdits(one.text, effect.edits()) : undefined);
  return { ...one, list, titles: list.map(({ title }) => title), apply };
}

/** The text after the action of that title. */
function run(marked: string, title: string, kind: Kind = kinds.quickFix, given: Parameters<typeof sample>[1] = {}) {
  const { list, apply } = actions(marked, kind, given);
  const action = list.find((one) => one.title === title);
  assert.ok(action, `${title} is not among ${list.map((one) => one.title).join(", ")}`);
  return apply(action);
}

const users = "FROM a\nUSER ro<|>ot\nRUN x\nUSER root\n";

test("quick fixes stand in the order in which they are wanted", () => {
  const { titles, list } = actions(users, kinds.quickFix);
  assert.deepEqual(titles, [
    "Run as 65532",
    "Run as nobody",
    "Fix all root-user problems in this file",
    "Allow root-user here",
    "Turn root-user off in .seaworthy.yaml",
    "Open the page of root-user",
  ]);
  assert.deepEqual(
    list.filter(({ preferred }) => preferred).map(({ title }) => title),
    ["Run as 65532"],
  );
});

test("a fix changes its own place, and fixing all changes every one", () => {
  assert.equal(run(users, "Run as 65532"), "FROM a\nUSER 65532\nRUN x\nUSER root\n");
  assert.equal(run(users, "Fix all root-user problems in this file"), "FROM a\nUSER 65532\nRUN x\nUSER 65532\n");
});

test("what a container lacks is written as one block", () => {
  const bare = pod("    - name: ap<|>p\n      image: nginx\n");
  const { titles, list } = actions(bare, kinds.quickFix);
  assert.deepEqual(titles.slice(0, 3), [
    "Harden container app: add 2 protections",
    "Set readOnlyRootFilesystem",
    "Set allowPrivilegeEscalation",
  ]);
  assert.deepEqual(
    list.filter(({ preferred }) => preferred).map(({ title }) => title),
    ["Harden container app: add 2 protections"],
  );
  assert.equal(
    run(bare, "Harden container app: add 2 protections"),
    pod(
      "    - name: app\n      image: nginx\n      securityContext:\n        readOnlyRootFilesystem: true\n        allowPrivilegeEscalation: false\n",
    ),
  );
});

test("where an anchor is shared, no fix is offered", () => {
  const shared = pod(
    "    - name: app\n      securityContext: &shared { memory: 1, readOnlyRootFilesystem: true }\n    - name: si<|>de\n      securityContext: *shared\n",
  );
  assert.deepEqual(actions(shared, kinds.quickFix).titles, [
    "Allow privilege-escalation here",
    "Turn privilege-escalation off in .seaworthy.yaml",
    "Open the page of privilege-escalation",
  ]);
});

test("hardening reaches the block at the cursor and the object around it", () => {
  const two = pod("    - name: a<|>\n      image: x\n    - name: b\n");
  const { titles, list } = actions(two, kinds.harden);
  assert.deepEqual(titles, ["Harden Pod/web container a", "Harden Pod/web"]);
  assert.ok(list.every(({ wide, mayBreak }) => wide && mayBreak?.includes("What readOnlyRootFilesystem forbids.")));
  const block =
    "      securityContext:\n        readOnlyRootFilesystem: true\n        allowPrivilegeEscalation: false\n";
  assert.equal(
    run(two, "Harden Pod/web container a", kinds.harden),
    pod(`    - name: a\n      image: x\n${block}    - name: b\n`),
  );
  assert.equal(
    run(two, "Harden Pod/web", kinds.harden),
    pod(`    - name: a\n      image: x\n${block}    - name: b\n${block}`),
  );
});

test("fixing all on save does what is safe, and is not offered where there is nothing to do", () => {
  const both = "FROM a\nMAINTAINER me\nUSER root<|>\n";
  assert.equal(run(both, "Fix all that is safe to fix", kinds.fixAll), "FROM a\nUSER root\n");
  assert.deepEqual(actions("FROM a\nUSER root<|>\n", kinds.fixAll).titles, []);
});

test("nothing is offered where nothing is found", () => {
  assert.deepEqual(actions("FR<|>OM a\nUSER root\n", kinds.quickFix).titles, []);
});

test("an unused allowance can be removed, and neither allowed nor turned off", () => {
  const { titles } = actions("FROM a\n# seaworthy: allow root-<|>user -- no\nUSER 5\n", kinds.quickFix);
  assert.deepEqual(titles, ["Remove this allow comment", "Open the page of unused-allow"]);
});
