import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ShellScript } from "./shell.ts";
import { nestedScript } from "./shell-nested.ts";
import { parseRunBody, parseShell } from "./shell-parse.ts";

/** The commands as their words' values, `?` for one that is not static. */
const said = (script: ShellScript | undefined) =>
  script?.commands.map(({ words }) => words.map(({ value }) => value ?? "?").join(" "));

const run = (text: string) => parseRunBody(text, 0, "\\");

const commandsOf: Readonly<Record<string, readonly string[]>> = {
  "a && b || c; d & e": ["a", "b", "c", "d", "e"],
  "(a; b) | c": ["a", "b", "c"],
  "if a; then b; elif c; then d; else e; fi": ["a", "b", "c", "d", "e"],
  "for x in $(a) b; do c $x; done": ["a", "c ?"],
  "while a; do b; done; until c; do d; done": ["a", "b", "c", "d"],
  'case "$(a)" in x) b ;; *) c ;; esac': ["a", "b", "c"],
  "f() { a; }; f": ["a", "f"],
  'a "$(b `c`)" <(d)': ["a ? ?", "b ?", "c", "d"],
  "! a | b": ["a", "b"],
  "X=1 Y=$(a) b": ["b", "a"],
  "a > $(b) 2>&1": ["a", "b"],
  "set -eux; \\\n  a; \\\n# why\n\n  # and why\n  b": ["set -eux", "a", "b"],
  "a 'b c' \"d e\" f\\ g \\$h '$i' $'j\\tk' *.l {m,n} ~/o": ["a b c d e f g $h $i j\tk *.l {m,n} ~/o"],
  'a $b "${c}" "d$(e)" `f`': ["a ? ? ? ?", "e", "f"],
  "cat <<EOF | a\nhi $(b)\nEOF": ["cat", "b", "a"],
  "cat <<'EOF'\nhi $(b)\nEOF": ["cat"],
  "export A=1 B=$C": ["export A=1 ?"],
  "a # b \\\n && c": ["a"],
  "a 'b \\\nc'": ["a b c"],
};

for (const [text, expected] of Object.entries(commandsOf)) {
  test(`commands of ${JSON.stringify(text)}`, () => assert.deepEqual(said(run(text)), expected));
}

test("words stand where they are written, also over continued lines", () => {
  const text = "ap\\\n# c\nt-get \\\n  install";
  const [command] = parseRunBody(text, 100, "\\").commands;
  assert.deepEqual(command?.words, [
    { text: "ap\\\n# c\nt-get", value: "apt-get", span: { start: 100, end: 113 } },
    { text: "install", value: "install", span: { start: 118, end: 125 } },
  ]);
  assert.equal(command?.name, "apt-get");
});

test("a command knows its pipeline and its assignments", () => {
  const text = "A=1 B=$C curl x | (tee y) | sh && ls";
  const { commands, pipelines } = run(text);
  assert.deepEqual(
    pipelines.map(({ commands }) => commands.map(({ name }) => name)),
    [["curl", "tee", "sh"]],
  );
  assert.equal(commands[0]?.pipeline, pipelines[0]);
  assert.equal(commands[3]?.pipeline, undefined);
  assert.deepEqual(
    commands[0]?.assignments.map(({ name, value, span }) => [name, value?.value, text.slice(span.start, span.end)]),
    [
      ["A", "1", "A=1"],
      ["B", undefined, "B=$C"],
    ],
  );
});

test("the other escape character continues lines too", () => {
  assert.deepEqual(said(parseRunBody("a `\r\n  b", 0, "`")), ["a b"]);
});

test("broken scripts give what can be read, and an error", () => {
  for (const text of ['a "b', "if a; then b", "a $(b", "a && && b", "a )", "a |"]) {
    const script = run(text);
    assert.equal(script.commands[0]?.name, "a", text);
    assert.ok(text === 'a "b' || script.errors.length > 0, text);
  }
});

test("a script that has moved is as if it were read there", () => {
  const text = "A=1 a 'b' | c $(d); e f";
  for (const offset of [5, 5, 0, 12]) {
    const fresh = parseRunBody(`${text}${" ".repeat(offset + 1)}`, offset, "\\");
    const moved = parseRunBody(text, offset, "\\");
    assert.deepEqual(moved.commands, fresh.commands);
    assert.deepEqual(moved.pipelines, fresh.pipelines);
    assert.ok(moved.commands[0]?.pipeline === moved.pipelines[0]);
  }
});

const nested: Readonly<Record<string, readonly string[] | undefined>> = {
  "sh -c 'a && b'": ["a", "b"],
  'bash -lc "a | b"': ["a", "b"],
  "/bin/bash -o pipefail -euc 'a b' c": ["a b"],
  "bash -euxo pipefail -c a": ["a"],
  'sh -c "a \\"b c\\""': ["a b c"],
  'sh -c "a $X"': undefined,
  "sh a.sh": undefined,
  "sh -e a -c b": undefined,
  "python -c 'a'": undefined,
};

for (const [text, expected] of Object.entries(nested)) {
  test(`the script inside ${text}`, () => {
    const [command] = run(text).commands;
    assert.deepEqual(said(command && nestedScript(command)), expected);
  });
}

test("a nested script stands where it is written, or at its word where escapes are in the way", () => {
  const spans = (text: string) => {
    const [command] = run(text).commands;
    return (command && nestedScript(command))?.commands.map(({ span }) => text.slice(span.start, span.end));
  };
  assert.deepEqual(spans("sh -c 'a \\\n b && c d'"), ["a \\\n b", "c d"]);
  assert.deepEqual(spans('sh -c "a && b \\"c\\""'), ['"a && b \\"c\\""', '"a && b \\"c\\""']);
});

test("no text makes the reader throw, and words are what stands at their place", () => {
  const scrap = fc.constantFrom(
    ..."ab $(){}[]<>|&;\\'\"`#\n=!*".split(""),
    "if ",
    "case ",
    "<<E\n",
    "$((",
    "${",
    "done ",
  );
  const text = fc.array(scrap, { maxLength: 40 }).map((scraps) => scraps.join(""));
  fc.assert(
    fc.property(text, fc.boolean(), (text, joined) => {
      const script = joined ? run(text) : parseShell(text, 0);
      for (const { words, span } of script.commands) {
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
        for (const word of words) assert.equal(text.slice(word.span.start, word.span.end), word.text);
      }
    }),
    { numRuns: 3000 },
  );
});
