import assert from "node:assert/strict";
import { test } from "node:test";
import { readDockerfile } from "./dockerfile-model.ts";

test("a script that is too large to be read is said not to be checked", () => {
  const step = "curl http://example.com/x && ";
  for (const text of [
    `FROM a\nRUN ${step.repeat(40_000)}true\n`,
    `FROM a\nRUN <<EOF\n${`${step}true\n`.repeat(40_000)}EOF\n`,
    `FROM a\nRUN ${"cat <<A ".repeat(4000)}\n${"A\n".repeat(4000)}`,
  ]) {
    const file = readDockerfile(text);
    assert.deepEqual(
      file.errors.map(({ span, message }) => [text.slice(span.start, span.end), message]),
      [["RUN", "This RUN is too large to be read: what it does is not checked."]],
    );
  }
  assert.deepEqual(readDockerfile(`FROM a\nRUN ${step.repeat(4000)}true\n`).errors, []);
});
