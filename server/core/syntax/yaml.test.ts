import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { plain, readCells } from "../../../test/yaml-oracle.ts";
import { yamlText } from "../../../test/yaml-writer.ts";
import { parseYaml, splitDocuments } from "./yaml.ts";
import type { YamlView } from "./yaml-view.ts";

const split = (text: string) => splitDocuments(text).map((part) => part.text);

for (const [name, parts] of Object.entries({
  "one document without markers": ["a: 1\n"],
  "an empty file": [""],
  "markers stay with the document that they open": ["a: 1\n", "---\nb: 2\n", "---\nc: 3"],
  "comments in front of the first marker belong to the first document": [
    "# head\n\n---\na: 1\n",
    "--- # second\nb: 2\n",
  ],
  "a marker in front of everything opens nothing new": ["---\na: 1\n", "---\n"],
  "a document end closes, and directives belong to what follows": ["a: 1\n...\n", "# x\n%YAML 1.2\n---\nb: 2\n...\n\n"],
  "CRLF and a byte order mark": ["\uFEFF---\r\na: 1\r\n", "---\r\nb: 2\r\n"],
  "text that only looks like a marker": ["a: 1\n---b\n --- \n....\nk: |\n  ---\n"],
  "a text block ends at a marker": ["k: |\n  text\n", "---\nb: 2\n"],
  "a JSON file": ['{\n  "a": "---"\n}\n'],
})) {
  test(`split: ${name}`, () => assert.deepEqual(split(parts.join("")), parts));
}

test("split: the parts give the file again, and starts are offsets", () => {
  const line = fc.constantFrom("---", "...", "--- x", "a: 1", "# c", "%YAML 1.2", "", "\uFEFF", " ---", "---\t#");
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom("\n", "\r\n"), (lines, lineBreak) => {
      const text = lines.join(lineBreak);
      const parts = splitDocuments(text);
      assert.equal(parts.map((part) => part.text).join(""), text);
      for (const { start, text: own } of parts) assert.equal(text.slice(start, start + own.length), own);
      for (const { text: own } of parts) assert.deepEqual(split(own), [own]);
    }),
  );
});

/** Every value with its place: path, how it came here, the text of its span, key and entry, and what it is. */
function show(text: string): string[] {
  const { root } = parseYaml(text);
  const lines: string[] = [];
  const cut = ({ start, end }: YamlView["span"]) => JSON.stringify(text.slice(start, end));
  const walk = (view: YamlView) => {
    const value = view.kind === "scalar" ? ` ${JSON.stringify(view.scalar())}` : "";
    const via = view.via === "own" ? "" : ` by ${view.via}`;
    lines.push(`${view.path.join(".")}${via}: ${cut(view.keySpan)} ${cut(view.span)} ${cut(view.entrySpan)}${value}`);
    for (const entry of view.entries()) walk(entry.value);
    for (const item of view.items()) walk(item);
  };
  for (const { value } of root?.entries() ?? []) walk(value);
  for (const item of root?.items() ?? []) walk(item);
  return lines;
}

test("view: scalars of all styles, on one line each", () => {
  const text = "a: 1 # c\nb: 'x''y'\nc: \"q\\n\"\nd: |\n  one\n  two\n\ne: more\n  than one\nf:\ng:   # c\n";
  assert.deepEqual(show(text), [
    'a: "a" "1" "a: 1" 1',
    `b: "b" "'x''y'" "b: 'x''y'" "x'y"`,
    'c: "c" "\\"q\\\\n\\"" "c: \\"q\\\\n\\"" "q\\n"',
    'd: "d" "|" "d: |\\n  one\\n  two" "one\\ntwo\\n"',
    'e: "e" "more" "e: more\\n  than one" "more than one"',
    'f: "f" "" "f:" null',
    'g: "g" "" "g:" null',
  ]);
});

test("view: maps and sequences, block and flow", () => {
  assert.deepEqual(show("a:\n- b: 1\n  c: 2\n- [x, {k: v}] # c\nd: {e: , f}\n"), [
    'a: "a" "- b: 1\\n  c: 2\\n- [x, {k: v}]" "a:\\n- b: 1\\n  c: 2\\n- [x, {k: v}]"',
    'a.0: "b: 1\\n  c: 2" "b: 1\\n  c: 2" "- b: 1\\n  c: 2"',
    'a.0.b: "b" "1" "b: 1" 1',
    'a.0.c: "c" "2" "c: 2" 2',
    'a.1: "[x, {k: v}]" "[x, {k: v}]" "- [x, {k: v}]"',
    'a.1.0: "x" "x" "x" "x"',
    'a.1.1: "{k: v}" "{k: v}" "{k: v}"',
    'a.1.1.k: "k" "v" "k: v" "v"',
    'd: "d" "{e: , f}" "d: {e: , f}"',
    'd.e: "e" "" "e:" null',
    'd.f: "f" "" "f" null',
  ]);
});

test("view: what came by an alias or a merge key is reported where it came to", () => {
  assert.deepEqual(show("a: &x {k: 1}\nb: *x\nc:\n  <<: [*x, {l: 2}]\n  m: 3\n  k: 4\nd:\n- *x\n").slice(2), [
    'b by alias: "b" "*x" "b: *x"',
    'b.k by alias: "*x" "*x" "*x" 1',
    'c: "c" "<<: [*x, {l: 2}]\\n  m: 3\\n  k: 4" "c:\\n  <<: [*x, {l: 2}]\\n  m: 3\\n  k: 4"',
    'c.m: "m" "3" "m: 3" 3',
    'c.k: "k" "4" "k: 4" 4',
    'c.l by merge: "[*x, {l: 2}]" "[*x, {l: 2}]" "[*x, {l: 2}]" 2',
    'd: "d" "- *x" "d:\\n- *x"',
    'd.0 by alias: "*x" "*x" "- *x"',
    'd.0.k by alias: "*x" "*x" "*x" 1',
  ]);
});

test("view: at, get and the typed readers", () => {
  const { root } = parseYaml(
    'a:\n  - {n: 0x1F, b: true, s: "true", z: ~, f: 1.50, t: !!str 5, i: !!int "7"}\n1: one\n',
  );
  const item = root?.at("a", 0);
  assert.equal(item?.get("n")?.number(), 31);
  assert.equal(item?.get("b")?.boolean(), true);
  assert.equal(item?.get("s")?.string(), "true");
  assert.equal(item?.get("s")?.boolean(), undefined);
  const words = parseYaml('- yes\n- Off\n- "yes"\n- !!str on\n- yEs\n- ~\n').root?.items() ?? [];
  assert.deepEqual(
    words.map((word) => word.boolean()),
    [true, false, undefined, undefined, undefined, undefined],
  );
  assert.equal(words[0]?.string(), "yes");
  assert.equal(item?.get("z")?.isNull(), true);
  assert.equal(item?.get("z")?.text(), undefined);
  assert.equal(item?.get("f")?.text(), "1.50");
  assert.equal(item?.get("t")?.scalar(), "5");
  assert.equal(item?.get("i")?.scalar(), 7);
  assert.equal(root?.at(1)?.string(), "one");
  assert.equal(root?.at("a", 1), undefined);
  assert.equal(root?.at("a", "b", "c"), undefined);
  assert.equal(root?.get("__proto__"), undefined);
});

test("view: the last of a key that stands twice wins", () => {
  assert.equal(parseYaml("a: 1\nb: 2\na: 3\n").root?.get("a")?.number(), 3);
});

test("comments are listed where they stand, and only comments", () => {
  const text = '#======\na: 1 # one\nb: "# no"\nc: |\n  # no\nd: x#no\ne: [a, # yes\n  b]\n# end';
  const { comments } = parseYaml(text);
  assert.deepEqual(
    comments.map((comment) => comment.text),
    ["#======", "# one", "# yes", "# end"],
  );
  for (const comment of comments) assert.equal(text.slice(comment.span.start, comment.span.end), comment.text);
});

test("half-typed text still gives what can be read", () => {
  const keys = (text: string) =>
    parseYaml(text)
      .root?.entries()
      .map(({ key }) => key);
  assert.deepEqual(keys("a: 1\nb\nc: 2\n"), ["a", "b", "c"]);
  assert.deepEqual(keys("a: 1\nb: [x,\nc: 2\n"), ["a", "b", "c"]);
  assert.deepEqual(keys("a: 1\nb: {{ .Values.x }}\nc: 2\n"), ["a", "b", "c"]);
  assert.deepEqual(keys("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\nc: 2\n"), ["a", "c"]);
  assert.deepEqual(keys('{"a": 1, "b": {"c": '), ["a", "b"]);
  assert.deepEqual(keys("\uFEFF# c\r\na: 1\r\nb: 2"), ["a", "b"]);
});

test("what is wrong is told with its place", () => {
  const told = (text: string) => parseYaml(text).errors.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(told("a: 1\n"), []);
  assert.deepEqual(told("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n"), ["<<<<<<<", "=======", ">>>>>>>"]);
  assert.equal(told("a: 'x\n").length, 1);
});

test("a byte order mark in front of a dash", () => {
  assert.deepEqual(show("\uFEFF- 1\n- 2\n"), ['0: "1" "1" "- 1" 1', '1: "2" "2" "- 2" 2']);
});

test("an alias inside of its own anchor ends there", () => {
  assert.equal(parseYaml("a: &x\n  b: *x\n").root?.at("a", "b")?.isNull(), true);
  assert.equal(parseYaml("a: *nowhere\n").root?.get("a")?.isNull(), true);
});

test("aliases that would explode are not followed", () => {
  const lines = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]`);
  const { root } = parseYaml(`a0: &a0 [x]\n${lines.join("\n")}\n`);
  assert.equal(root?.at("a30", 0)?.isNull(), true);
  assert.equal(root?.entries().length, 31);
});

test("nesting too deep for any reader is an error and no tree", () => {
  for (const text of ["[".repeat(20_000), "- ".repeat(20_000), "{a: ".repeat(20_000), "? ".repeat(20_000)]) {
    const { root, errors } = parseYaml(text);
    assert.equal(root, undefined);
    assert.equal(errors.length, 1);
  }
});

test("values are those that the package itself reads", () => {
  const read = (view: YamlView | undefined): unknown => {
    if (view?.kind === "seq") return view.items().map(read);
    if (view?.kind !== "map") return view?.scalar() ?? null;
    const entries = view.entries().map(({ key, value }): [string, unknown] => [key, read(value)]);
    return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  fc.assert(
    fc.property(yamlText, (text) => {
      const { root, errors } = readCells(text);
      if (errors === 0) assert.deepStrictEqual(read(parseYaml(text).root), plain(root), text);
    }),
    { numRuns: 500 },
  );
});

test("any text is read without a throw, and all spans lie in it", () => {
  const token = fc.constantFrom(
    ..."a b : - ? , [ ] { } & * ! | > ' \" % # @ ` \\ \n \r\n \t 1 ~ << --- ... &x *x !!str <<: =".split(" "),
    ..."\n \n  \n- \n  - \na: \n".split(/(?<=\n) ?/),
    " ",
    "  ",
  );
  fc.assert(
    fc.property(
      fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join("")),
      (text) => {
        const document = parseYaml(text);
        const check = ({ start, end }: YamlView["span"]) => {
          assert.ok(0 <= start && start <= end && end <= text.length, JSON.stringify({ text, start, end }));
        };
        const walk = (view: YamlView) => {
          for (const span of [view.span, view.keySpan, view.entrySpan]) check(span);
          view.scalar();
          for (const { value } of view.entries()) walk(value);
          for (const item of view.items()) walk(item);
        };
        if (document.root) walk(document.root);
        for (const { span } of [...document.comments, ...document.errors]) check(span);
      },
    ),
    { numRuns: 2000 },
  );
});
