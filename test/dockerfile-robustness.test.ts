import { test } from "node:test";
import fc from "fast-check";
import { checkDockerfile } from "./check-dockerfile.ts";
import { assertGrowsLinearly } from "./growth.ts";

const seeds = [
  // biome-ignore lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile.
  "# syntax=docker/dockerfile:1\n# escape=\\\nARG V=20\nFROM node:${V:-18}-alpine AS build\nRUN --mount=type=cache,target=/x \\\n  # why\n\n  apk add 'a b' \"$(id -u)\" \\\n    && adduser -D -u 1000 app | tee x\nFROM build\nUSER ${UID:-app}:0\n",
  '\ufeff# escape=`\r\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\r\nSHELL ["powershell", "-Command"]\r\nRUN dir `\r\n  c:\\\r\nWORKDIR a\r\nUSER ContainerUser',
  "FROM a\nCOPY <<EOF <<-'X' /d\nhello\nEOF\n\tworld $x\n\tX\nRUN <<EOF bash\necho `id`\nEOF\nRUN <<EOF\n#!/bin/sh\nuseradd x\nEOF\n",
  'onbuild copy --chown=a:b --from=0 ["a", "b\\u0041"] \n ENV A=1 B="x \\\n y" C=\'$D\' \nENV OLD style value\nLABEL a.b="c" \\\n# note\n d=e\nHEALTHCHECK --interval=5s CMD ["curl"]\nCMD sh -c "exec \\"$@\\""',
];

const scraps = [
  "\\",
  "`",
  '"',
  "'",
  "\n",
  "\r\n",
  "#",
  "$",
  "${",
  "}",
  "<<EOF",
  "EOF",
  "--",
  "[",
  "]",
  "ONBUILD ",
  "FROM ",
  " ",
  "\u2028",
  "😀",
  "\0",
  "(",
  ")",
  "$(",
  ";",
  "|",
];

const mutated = fc
  .record({
    seed: fc.constantFrom(...seeds),
    edits: fc.array(fc.record({ at: fc.nat(500), drop: fc.nat(5), add: fc.constantFrom(...scraps) }), { maxLength: 8 }),
    length: fc.nat(600),
  })
  .map(({ seed, edits, length }) =>
    edits.reduce((text, { at, drop, add }) => text.slice(0, at) + add + text.slice(at + drop), seed).slice(0, length),
  );

test("no text makes the reader throw, and all it says lies in the text", () => {
  fc.assert(
    fc.property(mutated, (text) => void checkDockerfile(text)),
    { numRuns: 3000 },
  );
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => void checkDockerfile(text)));
});

test("every prefix of a Dockerfile is read", () => {
  for (const seed of seeds) {
    for (let length = 0; length <= seed.length; length++) checkDockerfile(seed.slice(0, length));
  }
});

const hostile = (size: number): Readonly<Record<string, string>> => ({
  "stages that stand on one another": Array.from({ length: size / 4 }, (_, n) => `FROM s${n} AS s${n + 1}\n`).join(""),
  "one stage name for all": "FROM a AS a\n".repeat(size / 4),
  "a value that doubles": `FROM a\nENV A=xx\n${"ENV A=$A$A\n".repeat(size / 4)}USER $A\n`,
  "nested defaults": `FROM a\nENV A=${"${B:-".repeat(size)}\nUSER $A\n`,
  "nested substitutions": `FROM a\nRUN ${"$(".repeat(size)}\n`,
  "nested groups": `FROM a\nRUN ${"(".repeat(size)}\n`,
  "long words": `FROM a\nRUN ${"x".repeat(size * 10)}\nENV A=${'"'.repeat(size)}\n`,
  "many continuations": `FROM a\nRUN x ${"\\\n # c\n\n".repeat(size)}`,
  "continuation characters": `FROM a\nRUN ${"\\ ".repeat(size)}\n${"\\\n".repeat(size)}`,
  "heredocs never closed": `FROM a\n${"RUN <<A <<B <<C\n".repeat(size)}`,
  "many heredocs": `FROM a\n${"RUN <<A\nx\nA\n".repeat(size / 4)}`,
  "one line, many heredocs": `FROM a\nRUN ${"<<A ".repeat(size)}\n${"A\n".repeat(size)}`,
  "accounts copied on": Array.from(
    { length: size / 4 },
    (_, n) => `FROM a\n${n ? `COPY --from=${n - 1} /etc/passwd /etc/\n` : ""}RUN adduser u${n}\nUSER u${n}\n`,
  ).join(""),
  "many users": `FROM a\n${"USER a\nRUN b\n".repeat(size / 4)}`,
  "many variables": `FROM a\n${Array.from({ length: size / 4 }, (_, n) => `ENV V${n}=$V${n - 1}\n`).join("")}USER $V7\n`,
  onbuild: `FROM a\n${"ONBUILD ".repeat(size)}RUN x\n`,
  "open arrays": `FROM a\n${'CMD ["a", "b"\n'.repeat(size / 4)}CMD [${'"a",'.repeat(size)}`,
  "directives and comments": `${"# a=b\n".repeat(size)}FROM a\n${"# c\n".repeat(size)}`,
});

for (const name of Object.keys(hostile(0))) {
  test(`hostile text costs no more than its length: ${name}`, () => {
    assertGrowsLinearly((size) => hostile(size)[name] ?? "", checkDockerfile, 2000);
  });
}
