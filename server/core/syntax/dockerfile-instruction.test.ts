import assert from "node:assert/strict";
import { test } from "node:test";
import { readDockerfile } from "../model/dockerfile-model.ts";

const read = (text: string) => readDockerfile(text).instructions;
const only = (text: string) => {
  const [instruction, more] = read(text);
  assert.ok(instruction && !more, text);
  return instruction;
};
const slices = (text: string, parts: readonly { span: { start: number; end: number } }[]) =>
  parts.map(({ span }) => text.slice(span.start, span.end));

const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  "": [],
  "from a\nrUn b\n\n  CMD c": ["FROM", "RUN", "CMD"],
  "FROM a\r\nRUN b \\\r\n  c\r\nUSER d\r\n": ["FROM", "RUN", "USER"],
  "\ufeffFROM a": ["FROM"],
  "FR\\\nOM a": ["FROM"],
  "FROM a\nRUN b \\\n# c\n\n  && d\nUSER e": ["FROM", "RUN", "USER"],
  "FROM a\nRUN b \\ \t\n  c\nUSER d": ["FROM", "RUN", "USER"],
  "FROM a\nENV B c\\\\\nUSER d": ["FROM", "ENV", "USER"],
  "# escape=`\nFROM a\nRUN b `\n  c\\\nUSER d": ["FROM", "RUN", "USER"],
  "FROM a\nRUN <<EOF\nUSER b\nEOF\nUSER c": ["FROM", "RUN", "USER"],
  "FROM a\nCOPY <<A <<-'B' /\nUSER\nA\nUSER\n\tB\nUSER c": ["FROM", "COPY", "USER"],
  'FROM a\nRUN echo "<<EOF"\nUSER b': ["FROM", "RUN", "USER"],
  'FROM a\nRUN ["cat", "<<EOF"]\nUSER b': ["FROM", "RUN", "USER"],
  "FROM a\nENV B=<<EOF\nUSER b": ["FROM", "ENV", "USER"],
  "FROM a\nONBUILD RUN b\nONBUILD": ["FROM", "RUN", "ONBUILD"],
  "\\\n\n": [],
};

for (const [text, expected] of Object.entries(keywordsOf)) {
  test(`keywords of ${JSON.stringify(text)}`, () =>
    assert.deepEqual(
      read(text).map(({ keyword }) => keyword),
      expected,
    ));
}

test("an instruction reaches to its last line's end, heredocs included, without the line break", () => {
  const text = "FROM a\r\nRUN b \\\r\n  # c\r\n  d \r\nCOPY <<E /x\r\nf\r\nE\r\nONBUILD USER g";
  assert.deepEqual(slices(text, read(text)), [
    "FROM a",
    "RUN b \\\r\n  # c\r\n  d ",
    "COPY <<E /x\r\nf\r\nE",
    "ONBUILD USER g",
  ]);
});

test("flags stand before the body, and have values without quotes", () => {
  const text = "COPY --from=a --link \\\n --chown='b c' -- --d e";
  const copy = only(text);
  assert.deepEqual(
    copy.flags.map(({ name, value }) => [name, value]),
    [
      ["from", "a"],
      ["link", undefined],
      ["chown", "b c"],
    ],
  );
  assert.deepEqual(slices(text, copy.flags), ["--from=a", "--link", "--chown='b c'"]);
  assert.equal(text.slice(copy.body.start, copy.body.end), "--d e");
  assert.equal(copy.flag("chown")?.value, "b c");
});

test("words are split at blanks outside of quotes, over lines", () => {
  const text = 'COPY a\\ b "c d" e\\\nf \\\n# no word\n  g/';
  const { words, form } = only(text);
  assert.deepEqual(slices(text, words), ["a\\ b", '"c d"', "e\\\nf", "g/"]);
  assert.deepEqual(
    words.map(({ value }) => value),
    ["a b", "c d", "ef", "g/"],
  );
  assert.equal(form, "shell");
});

test("exec form is a JSON array of strings and nothing else", () => {
  const exec = ["[]", '["a", "b\\"\\u0041" ]', '["a", \\\n "b"]'];
  assert.deepEqual(
    exec.map((body) => only(`CMD ${body}`).words.map(({ value }) => value)),
    [[], ["a", 'b"A'], ["a", "b"]],
  );
  assert.ok(exec.every((body) => only(`CMD ${body}`).form === "exec"));
  for (const body of ["['a']", '["a"', '["a",]', "[1]", '["a"] b', '["\\x"]', "[ -f a ]"]) {
    assert.equal(only(`RUN ${body}`).form, "shell", body);
  }
  assert.equal(only('HEALTHCHECK --interval=5s CMD ["a"]').form, "exec");
  assert.equal(only('LABEL ["a"]').form, "shell");
});

const assignmentsOf: Readonly<Record<string, readonly (readonly [string, string | undefined])[]>> = {
  "ENV A=1 B=\"x y\" C='$d' E=f\\ g H=": [
    ["A", "1"],
    ["B", "x y"],
    ["C", "$d"],
    ["E", "f g"],
    ["H", ""],
  ],
  'ENV A rest of "the line"  ': [["A", "rest of the line"]],
  "ENV A=1 \\\n# B=2\n  C=3": [
    ["A", "1"],
    ["C", "3"],
  ],
  "ENV A": [["A", undefined]],
  "ARG A B=2": [
    ["A", undefined],
    ["B", "2"],
  ],
  'LABEL "a.b"="c d" e=f=g': [
    ["a.b", "c d"],
    ["e", "f=g"],
  ],
  "RUN A=1": [],
};

for (const [text, expected] of Object.entries(assignmentsOf)) {
  test(`assignments of ${JSON.stringify(text)}`, () =>
    assert.deepEqual(
      only(text).assignments.map(({ name, value }) => [name, value]),
      expected,
    ));
}

test("an assignment's places", () => {
  const text = 'ENV A="x \\\n y" B c';
  const [a] = only(text).assignments;
  assert.ok(a?.valueSpan);
  assert.deepEqual(slices(text, [a, { span: a.nameSpan }, { span: a.valueSpan }]), ['A="x \\\n y"', "A", '"x \\\n y"']);
});

test("heredocs know their name, text and whether variables count in it", () => {
  const text = 'COPY <<A 3<<-"B C" /\none\nA\n\ttwo\n\tB C\n';
  const { heredocs } = only(text);
  assert.deepEqual(
    heredocs.map(({ name, expands, content }) => [name, expands, text.slice(content.start, content.end)]),
    [
      ["A", true, "one\n"],
      ["B C", false, "\ttwo\n"],
    ],
  );
});

test("directives, comments and the escape character", () => {
  const text = "#syntax = docker/dockerfile:1 \n# unknown=x\n# Escape=`\n\n# escape=\\\nFROM a `\n # inside\n\n b";
  const file = readDockerfile(text);
  assert.deepEqual(
    file.directives.map(({ name, value }) => [name, value]),
    [
      ["syntax", "docker/dockerfile:1"],
      ["escape", "`"],
    ],
  );
  assert.equal(file.escape, "`");
  assert.deepEqual(
    file.comments.map(({ text }) => text),
    ["# unknown=x", "# escape=\\", "# inside"],
  );
});

test("the shell reads what Docker would hand it", () => {
  const said = (text: string) =>
    only(text)
      .shell()
      ?.commands.map(({ words }) => words.map(({ text }) => text).join(" "));
  assert.deepEqual(said("RUN --mount=type=cache,target=/a \\\n --network=none b && c"), ["b", "c"]);
  assert.deepEqual(said("HEALTHCHECK --interval=1s CMD a | b"), ["a", "b"]);
  assert.deepEqual(said("RUN <<E\na\n\n# c \\\nb\nE"), ["a", "b"]);
  assert.deepEqual(said("RUN a <<E | b\n$(c)\nE"), ["a", "c", "b"]);
  assert.deepEqual(said("RUN <<E\n#!/usr/bin/env bash\na\nE"), ["a"]);
  for (const text of ["RUN <<E\n#!/usr/bin/env python3\na\nE", 'RUN ["a"]', "HEALTHCHECK NONE", "USER a"]) {
    assert.equal(said(text), undefined, text);
  }
});

test("a shell that is no POSIX shell, and Windows, read their commands themselves", () => {
  const shells = (text: string) =>
    read(text)
      .filter(({ keyword }) => keyword === "RUN")
      .map((run) => run.shell() !== undefined);
  assert.deepEqual(shells('FROM a\nRUN a\nSHELL ["pwsh"]\nRUN b\nSHELL ["/bin/bash", "-c"]\nRUN c'), [
    true,
    false,
    true,
  ]);
  assert.deepEqual(shells("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022 AS w\nRUN a\nFROM W\nRUN b"), [
    false,
    false,
  ]);
  assert.deepEqual(shells('FROM a AS p\nSHELL ["cmd"]\nFROM p\nRUN a\nFROM b\nRUN c'), [false, true]);
});

const errorsOf: Readonly<Record<string, readonly string[]>> = {
  "": [],
  "# nothing": [],
  "ARG A": ["The file has no FROM, so there is nothing to build."],
  "RUN a\nFROM b": ["RUN stands before the first FROM."],
  "FROM a\nRNU b": ["There is no instruction RNU."],
  "FROM\nFROM a b\nFROM a AS": ["FROM needs an image.", ...Array(2).fill("FROM takes an image, and AS with a name.")],
  "FROM a\nCOPY b\nUSER\nSHELL sh\nCMD\nENTRYPOINT": [
    "COPY needs a source and a destination.",
    "USER needs an argument.",
    "SHELL needs a JSON array of strings.",
  ],
  "FROM a\nENV A\nENV B=1 C": ["ENV gives A no value.", "ENV gives C no value."],
  "FROM a\nONBUILD FROM b\nONBUILD ONBUILD RUN c": ["ONBUILD cannot put off FROM.", "ONBUILD cannot put off ONBUILD."],
  "FROM a\nRUN <<E\nb": ["This heredoc is never closed."],
  "# escape=x\nFROM a": ["The escape character can only be \\ or `."],
  "# syntax=a\n# syntax=b\nFROM a": ["Only one syntax directive can be used."],
  "{{ if .x }}\nFROM a\n{{ end }}": [],
  "ARG A=1\nFROM a AS b\nMAINTAINER c\nEXPOSE 80\nVOLUME /d\nSTOPSIGNAL 9\nLABEL e=f\nHEALTHCHECK NONE": [],
};

for (const [text, expected] of Object.entries(errorsOf)) {
  test(`errors of ${JSON.stringify(text)}`, () =>
    assert.deepEqual(
      readDockerfile(text).errors.map(({ message }) => message),
      expected,
    ));
}
