import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Dockerfile, Instruction } from "../model/dockerfile.ts";
import { readDockerfile } from "../model/dockerfile-model.ts";
import { applyEdits } from "../text.ts";
import type { Change } from "./change.ts";
import { insertAfter, insertBefore, removeInstruction } from "./dockerfile-editor.ts";

type Editing = (file: Dockerfile, instruction: Instruction) => readonly Change[];

/** The text after an edit of the instruction with this keyword. */
function edited(text: string, keyword: string, edit: Editing): string {
  const file = readDockerfile(text);
  const instruction = file.instructions.find((one) => one.keyword === keyword);
  assert.ok(instruction, keyword);
  return applied(text, edit(file, instruction));
}

function applied(text: string, changes: readonly Change[]): string {
  return applyEdits(
    text,
    changes.map((change) => {
      assert.ok(change.op === "replace");
      return change;
    }),
  );
}

/** Each text, then what stands there after an edit of its USER. */
function check(name: string, edit: Editing, cases: readonly (readonly [string, string])[]): void {
  for (const [before, after] of cases) {
    test(`${name} in ${JSON.stringify(before)}`, () => {
      assert.equal(edited(before, "USER", edit), after);
      // The same with the other line break.
      assert.equal(edited(before.replaceAll("\n", "\r\n"), "USER", edit), after.replaceAll("\n", "\r\n"));
    });
  }
}

check("insert before", (file, instruction) => insertBefore(file, instruction, ["RUN x"]), [
  ["FROM a\nUSER b\n", "FROM a\nRUN x\nUSER b\n"],
  ["FROM a\n  USER b\n", "FROM a\n  RUN x\n  USER b\n"],
  ["FROM a\n\n# why\n# so\nUSER b\nCMD c", "FROM a\n\nRUN x\n# why\n# so\nUSER b\nCMD c"],
  ["FROM a\n# not its own\n\nUSER b", "FROM a\n# not its own\n\nRUN x\nUSER b"],
  ["FROM a\nRUN c \\\n# within\n  d\nUSER b", "FROM a\nRUN c \\\n# within\n  d\nRUN x\nUSER b"],
  ["# escape=\\\n# why\nUSER b", "# escape=\\\nRUN x\n# why\nUSER b"],
  ["\ufeffUSER b\n", "\ufeffRUN x\nUSER b\n"],
  ["FROM a\nRUN <<E\n# in\nE\nUSER b", "FROM a\nRUN <<E\n# in\nE\nRUN x\nUSER b"],
]);

check("insert after", (file, instruction) => insertAfter(file, instruction, ["RUN x", "RUN y"]), [
  ["USER b\nCMD c\n", "USER b\nRUN x\nRUN y\nCMD c\n"],
  ["CMD c\nUSER b", "CMD c\nUSER b\nRUN x\nRUN y"],
  ["USER b \\\n # c\n d\n# e\n", "USER b \\\n # c\n d\nRUN x\nRUN y\n# e\n"],
  ["USER b \\\n", "USER b\nRUN x\nRUN y\n"],
  ["USER b \\\n# c\n\n", "USER b\nRUN x\nRUN y\n# c\n\n"],
  ["USER b\\\\\n", "USER b\\\\\nRUN x\nRUN y\n"],
  ["USER \\\n", "USER\nRUN x\nRUN y\n"],
]);

test("insert after a heredoc", () => {
  const after = (file: Dockerfile, instruction: Instruction) => insertAfter(file, instruction, ["USER x"]);
  assert.equal(edited("FROM a\nRUN <<E\nb \\\nE\nCMD c", "RUN", after), "FROM a\nRUN <<E\nb \\\nE\nUSER x\nCMD c");
});

check("remove", removeInstruction, [
  ["FROM a\nUSER b\nCMD c\n", "FROM a\nCMD c\n"],
  ["FROM a\n# why\n  USER b \\\n# c\n  d\n\nCMD c", "FROM a\n# why\n\nCMD c"],
  ["FROM a\nUSER b\n", "FROM a\n"],
  ["FROM a\nUSER b", "FROM a"],
  ["USER b", ""],
  ["\ufeffUSER b\nCMD c", "\ufeffCMD c"],
]);

const instructionText = fc.constantFrom(
  "USER a ",
  "  RUN a && \\\n    b",
  "RUN a \\\n# c\n\n  b \\\n  c",
  "ENV A=1 B=2",
  "ENV A=1 \\\n  B='2 3' \\\n# c\n  C=3",
  "COPY <<E --x /y\nUSER\nE",
  "ONBUILD RUN a",
  'CMD ["a", "b"]',
  "LABEL a=b\\\\",
);
const between = fc.constantFrom("\n", "\n\n", "\n# c\n", "\n\n# c\n\n", "\n\t# c\n");
const dockerfile = fc
  .record({
    head: fc.constantFrom("", "\ufeff", "# escape=\\\n", "# c\n\n", "\n"),
    parts: fc.array(fc.tuple(instructionText, between), { minLength: 1, maxLength: 6 }),
    tail: fc.boolean(),
    crlf: fc.boolean(),
    at: fc.nat(5),
  })
  .map(({ head, parts, tail, crlf, at }) => {
    const all = head + parts.map(([text, gap]) => text + gap).join("");
    const text = tail ? all : all.trimEnd();
    return { text: crlf ? text.replaceAll("\n", "\r\n") : text, at: at % parts.length };
  });

const written = (text: string) =>
  readDockerfile(text).instructions.map(({ span }) => text.slice(span.start, span.end).trim());

test("inserting and removing gives the instructions that are meant, and touches no other byte", () => {
  fc.assert(
    fc.property(dockerfile, ({ text, at }) => {
      const file = readDockerfile(text);
      const instruction = file.instructions[at];
      assert.ok(instruction);
      const all = written(text);
      const before = applied(text, insertBefore(file, instruction, ["USER x"]));
      assert.deepEqual(written(before), all.toSpliced(at, 0, "USER x"));
      const after = applied(text, insertAfter(file, instruction, ["USER x"]));
      assert.deepEqual(written(after), all.toSpliced(at + 1, 0, "USER x"));
      for (const result of [before, after]) {
        assert.equal(result.length - text.length, "USER x".length + file.eol.length + indentOf(text, instruction));
        assert.equal(/(?<!\r)\n/.test(result), file.eol === "\n");
      }
      const removed = applied(text, removeInstruction(file, instruction));
      assert.deepEqual(written(removed), all.toSpliced(at, 1));
    }),
    { numRuns: 500 },
  );
});

const indentOf = (text: string, { span }: Instruction) =>
  span.start - Math.max(text.lastIndexOf("\n", span.start) + 1, text.startsWith("\ufeff") ? 1 : 0);
