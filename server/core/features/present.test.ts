import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample } from "../../../test/sample.ts";
import { present } from "./present.ts";

const shown = (marked: string) => {
  const { analysis, text } = sample(marked);
  return present(analysis.problems).map(({ id, severity, span, message, problems }) => ({
    id,
    severity,
    at: text.slice(span.start, span.end),
    message,
    problems: problems.map((problem) => problem.id),
  }));
};

test("what a container lacks is shown as one, the gravest first", () => {
  assert.deepEqual(shown(pod("    - image: nginx\n      name: app\n")), [
    {
      id: "kubernetes/unhardened-container",
      severity: "warning",
      at: "app",
      message:
        "Container app lacks 3 protections, against writable root filesystem, privilege escalation and unbounded memory.",
      problems: [
        "kubernetes/writable-root-filesystem",
        "kubernetes/privilege-escalation",
        "kubernetes/unbounded-memory",
      ],
    },
  ]);
});

test("each container and each service has its own", () => {
  const two = pod("    - name: app\n    - name: side\n");
  assert.deepEqual(
    shown(two).map(({ at }) => at),
    ["app", "side"],
  );
  const services = shown("services:\n  db:\n    image: postgres\n  web:\n    image: nginx\n");
  assert.deepEqual(
    services.map(({ id, message }) => [id, message.slice(0, 16)]),
    [
      ["compose/unhardened-service", "Service db lacks"],
      ["compose/unhardened-service", "Service web lack"],
    ],
  );
});

test("a single absence is shown as itself", () => {
  const [one, ...others] = shown(
    pod("    - name: app\n      securityContext: { readOnlyRootFilesystem: true, memory: 1 }\n"),
  );
  assert.equal(one?.id, "kubernetes/privilege-escalation");
  assert.equal(one?.message, "There is no allowPrivilegeEscalation.");
  assert.deepEqual(others, []);
});

test("what is wrong is never grouped", () => {
  assert.deepEqual(
    shown("FROM a\nUSER root\nUSER root\n").map(({ id }) => id),
    ["dockerfile/root-user", "dockerfile/root-user"],
  );
});

test("a message stays on one short line, however long the name", () => {
  for (const name of ["a", "a".repeat(63), "a".repeat(500)]) {
    for (const { message } of shown(pod(`    - name: ${name}\n`))) {
      assert.ok(message.length < 120, message);
      assert.match(message, / lacks 3 protections/);
    }
  }
});

test("a container without a name is one still", () => {
  assert.match(shown(pod("    - image: nginx\n"))[0]?.message ?? "", /^(This container|Container )/);
});
