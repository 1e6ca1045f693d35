import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import { applyEdits } from "../text.ts";
import { addDocument, append, type Change, insert, remove, rename, set } from "./change.ts";
import { editYaml } from "./yaml-editor.ts";

function edit(text: string, ...changes: readonly Change[]): string {
  const result = editYaml(parseYaml(text), changes);
  return "refused" in result ? `refused: ${result.refused}` : applyEdits(text, result.edits);
}

function check(name: string, before: string, changes: readonly Change[], after: string): void {
  test(name, () => assert.equal(edit(before, ...changes), after));
}

const container = ["spec", "containers", 0] as const;
const hardening: readonly Change[] = [
  set([...container, "securityContext", "runAsNonRoot"], true),
  append([...container, "securityContext", "capabilities", "drop"], "ALL"),
  set([...container, "securityContext", "readOnlyRootFilesystem"], true),
  append([...container, "volumeMounts"], { name: "tmp", mountPath: "/tmp" }),
  append(["spec", "volumes"], { name: "tmp", emptyDir: {} }),
];

check(
  "several changes become one block each, in the document's own style",
  `apiVersion: v1
kind: Pod
spec:
    containers:
    - name: app # main
      image: "x"   # pinned later
      # resources are set by the cluster
    restartPolicy: Always
# end
`,
  hardening,
  `apiVersion: v1
kind: Pod
spec:
    containers:
    - name: app # main
      image: "x"   # pinned later
      securityContext:
          runAsNonRoot: true
          capabilities:
              drop:
              - ALL
          readOnlyRootFilesystem: true
      volumeMounts:
      - name: tmp
        mountPath: /tmp
      # resources are set by the cluster
    restartPolicy: Always
    volumes:
    - name: tmp
      emptyDir: {}
# end
`,
);

check(
  "what stands is completed, not replaced; no last line break, CRLF",
  [
    "spec:",
    "  containers:",
    "    - name: app",
    "      securityContext: {} # todo",
    "      volumeMounts:",
    "        - {name: a, mountPath: /a}",
    "  volumes: # here",
    "    -   name: a # first",
  ].join("\r\n"),
  hardening,
  [
    "spec:",
    "  containers:",
    "    - name: app",
    "      securityContext: # todo",
    "        runAsNonRoot: true",
    "        capabilities:",
    "          drop:",
    "            - ALL",
    "        readOnlyRootFilesystem: true",
    "      volumeMounts:",
    "        - {name: a, mountPath: /a}",
    "        - name: tmp",
    "          mountPath: /tmp",
    "  volumes: # here",
    "    -   name: a # first",
    "    -   name: tmp",
    "        emptyDir: {}",
  ].join("\r\n"),
);

check(
  "JSON on several lines",
  `{
  "spec": {
    "containers": [
      {
        "name": "app"
      }
    ]
  }
}
`,
  hardening,
  `{
  "spec": {
    "containers": [
      {
        "name": "app",
        "securityContext": {
          "runAsNonRoot": true,
          "capabilities": {
            "drop": [
              "ALL"
            ]
          },
          "readOnlyRootFilesystem": true
        },
        "volumeMounts": [
          {
            "name": "tmp",
            "mountPath": "/tmp"
          }
        ]
      }
    ],
    "volumes": [
      {
        "name": "tmp",
        "emptyDir": {}
      }
    ]
  }
}
`,
);

check(
  "JSON on one line, as tight as it is",
  '{"spec":{"containers":[{"name":"app","securityContext":{}}]}}',
  [set([...container, "securityContext", "privileged"], false), set(["kind"], "Pod")],
  '{"spec":{"containers":[{"name":"app","securityContext":{"privileged":false}}]},"kind":"Pod"}',
);

check(
  "JSON indented with tabs",
  '{\n\t"a": {\n\t\t"b": 1\n\t}\n}',
  [set(["a", "c"], [1])],
  '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": [\n\t\t\t1\n\t\t]\n\t}\n}',
);
check("the root of JSON", "{}\n", [set(["a"], "b")], '{"a": "b"}\n');

check("flow style, padded", "a: { b: 1 } # c\n", [set(["a", "c", "d"], "e f")], "a: { b: 1, c: { d: e f } } # c\n");
check(
  "flow sequences",
  "a: [x, y] # c\n",
  [append(["a"], "z: 1"), append(["a"], { k: true })],
  'a: [x, y, "z: 1", {k: true}] # c\n',
);
check("quotes of the neighbours in flow style", 'drop: ["A"]\n', [append(["drop"], "B")], 'drop: ["A", "B"]\n');
check(
  "a trailing comma stays",
  "a: [\n  x, # one\n  y, # two\n]\n",
  [append(["a"], "z")],
  "a: [\n  x, # one\n  y, # two\n  z,\n]\n",
);
check(
  "a comment behind the last item stays with it",
  "a: {\n  x: 1 # one\n}\n",
  [set(["a", "z"], 2)],
  "a: {\n  x: 1, # one\n  z: 2\n}\n",
);

for (const [name, empty] of Object.entries({ nothing: "", braces: " {}", null: " null", tilde: " ~" })) {
  check(`an empty value is filled: ${name}`, `a:${empty} # c\nb: 1\n`, [set(["a", "k"], 1)], "a: # c\n  k: 1\nb: 1\n");
}
check("an empty list is filled", "a:\n    b: 1\nc: []\n", [append(["c"], "x")], "a:\n    b: 1\nc:\n  - x\n");
check(
  "an empty value with comments below it",
  "a:\n  # k: 0\nb: 1\n",
  [set(["a", "k"], 1)],
  "a:\n  k: 1\n  # k: 0\nb: 1\n",
);
check("an empty item is filled", "-\n- x\n", [set([0, "k"], 1)], "- k: 1\n- x\n");
check("an anchor in front of an empty value", "a: &x {}\nb: 1\n", [set(["a", "k"], 1)], "a: &x\n  k: 1\nb: 1\n");
check("an anchored item is filled below its anchor", "- &x {}\n", [set([0, "k"], 1)], "- &x\n  k: 1\n");

check(
  "scalars keep their quotes",
  "a: 'x' # c\nb: \"y\"\nc: z\n",
  [set(["a"], "it's"), set(["b"], "w"), set(["c"], "on")],
  "a: 'it''s' # c\nb: \"w\"\nc: \"on\"\n",
);
check(
  "scalars change their type",
  "a: 'true'\nb: 5 # c\n",
  [set(["a"], true), set(["b"], "5")],
  'a: true\nb: "5" # c\n',
);
check("an anchor stays with its scalar", "a: &x 1\nb: *x\n", [set(["a"], 2)], "a: &x 2\nb: *x\n");
check("an alias gives way to a value of its own", "a: &x 1\nb: *x # c\n", [set(["b"], 2)], "a: &x 1\nb: 2 # c\n");
check(
  "an own key goes before a merged one",
  "a: &x {k: 1}\nb:\n  <<: *x\n",
  [set(["b", "k"], 2)],
  "a: &x {k: 1}\nb:\n  <<: *x\n  k: 2\n",
);
check("a text block gives way", "a: | # c\n  one\n  two\nb: 1\n", [set(["a"], "x")], "a: x # c\nb: 1\n");
check("a map gives way to a scalar", "a: # c\n  k: 1\n  l: 2\nb: 1\n", [set(["a"], "x")], "a: x # c\nb: 1\n");
check(
  "a map becomes another only where they differ",
  "a:\n  k: 1 # keep\n  l: 2\n",
  [set(["a"], { k: 1, m: 3 })],
  "a:\n  k: 1 # keep\n  m: 3\n",
);
check(
  "a scalar becomes a list",
  "a: x # c\nb: 1\n",
  [set(["a"], ["x", { k: 1, l: [] }])],
  "a: # c\n  - x\n  - k: 1\n    l: []\nb: 1\n",
);
check(
  "what is so already costs no byte",
  "a: {k: [1, 'x']}\nb: &y 2\nc: *y\n",
  [set(["a"], { k: [1, "x"] }), set(["c"], 2)],
  "a: {k: [1, 'x']}\nb: &y 2\nc: *y\n",
);

check(
  "behind a text block",
  "a:\n  k: |\n    text\n\nb: 1\n",
  [set(["a", "l"], 1)],
  "a:\n  k: |\n    text\n  l: 1\n\nb: 1\n",
);
check(
  "blank lines that a text block keeps stay its own",
  "a:\n  k: |+\n    text\n\nb: 1\n",
  [set(["a", "l"], 1)],
  "a:\n  k: |+\n    text\n\n  l: 1\nb: 1\n",
);
check("in front of a document end", "a: 1\n...\n", [set(["b"], 2)], "a: 1\nb: 2\n...\n");
check("behind a byte order mark", "\uFEFFa: 1", [set(["b"], 2)], "\uFEFFa: 1\nb: 2");

check(
  "removing takes the line and its comment, no other",
  "a: 1\n# about b\nb: 2 # two\n# about c\nc: 3\n",
  [remove(["b"])],
  "a: 1\n# about b\n# about c\nc: 3\n",
);
check("removing the first of a document", "a: 1\nb:\n  - x\nc: 3\n", [remove(["a"]), remove(["b"])], "c: 3\n");
check("removing the last, without line break", "a: 1\r\nb: 2", [remove(["b"])], "a: 1");
check(
  "removing what begins behind a dash",
  "- a: 1 # one\n  # about b\n  b: 2\n",
  [remove([0, "a"])],
  "- # about b\n  b: 2\n",
);
check(
  "removing several behind a dash",
  "l:\n  - a: 1\n    b: {}\n\n    c: 3\n",
  [remove(["l", 0, "a"]), remove(["l", 0, "b"])],
  "l:\n  - c: 3\n",
);
check("removing an item", "l:\n- a: 1\n  b: 2\n# two\n- c\n", [remove(["l", 0])], "l:\n# two\n- c\n");
check("what becomes empty goes too", "a:\n  b:\n    - c: 1\nd: 2\n", [remove(["a", "b", 0, "c"])], "d: 2\n");
check(
  "what becomes empty stays where something is added",
  "a:\n  b: 1\nc: 2\n",
  [remove(["a", "b"]), set(["a", "d"], 3)],
  "a:\n  d: 3\nc: 2\n",
);
check(
  "removing in flow style",
  "a: [x, y, z]\nb: {k: 1, l: 2}\n",
  [remove(["a", 0]), remove(["a", 2]), remove(["b", "l"])],
  "a: [y]\nb: {k: 1}\n",
);
check("removing from JSON", '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', [remove(["b"]), remove(["c"])], '{\n  "a": 1\n}');
check(
  "removing a thing and what is in it",
  "a: {b: {c: 1}}\nd: 2\n",
  [remove(["a", "b", "c"]), remove(["a"]), remove(["a", "b"])],
  "d: 2\n",
);
check("removing what is not there", "a: 1\n", [remove(["b", "c"])], "a: 1\n");

check(
  "renaming keeps the quotes",
  "'a': 1\n\"b\": 2\nc: 3\n",
  [rename(["a"], "x"), rename(["b"], "y"), rename(["c"], "no")],
  '\'x\': 1\n"y": 2\n"no": 3\n',
);
check("renaming goes with changes below", "a:\n  b: 1\n", [rename(["a"], "c"), set(["a", "b"], 2)], "c:\n  b: 2\n");

check("edits in text go along", "a: 1\n", [insert(0, "# new\n"), set(["b"], 2)], "# new\na: 1\nb: 2\n");
check(
  "what two changes add alike is added once",
  "a: 1\n",
  [append(["l"], { m: "x" }), append(["l"], { m: "x" })],
  "a: 1\nl:\n  - m: x\n",
);
check(
  "a change below what the batch sets",
  "a: 1\n",
  [set(["b"], { c: 1 }), set(["b", "d"], 2)],
  "a: 1\nb:\n  c: 1\n  d: 2\n",
);

test("strings that other readers take for something else are quoted", () => {
  const quoted = [
    "",
    "yes",
    "NO",
    "off",
    "y",
    "~",
    "null",
    "1",
    "1.5",
    "0x1f",
    "0o7",
    "012",
    "1_000",
    "12:30",
    "2001-01-01",
    ".inf",
    "...",
    "a: b",
    "a #b",
    "- a",
    "&a",
    "*a",
    "!a",
    "a,b",
    "[a",
    "a ",
    " a",
    "a\nb",
    "é",
    "<<",
    "=",
    "65532:65532",
  ];
  const plain = [
    "a",
    "a b",
    "nginx:1.27",
    "/tmp",
    "docker.io/x/y@sha256:0a",
    "NET_BIND_SERVICE",
    "a-b",
    "a=b",
    "true-ish",
    "10m",
  ];
  for (const value of quoted) assert.equal(edit("a: 1\n", set(["b"], value)), `a: 1\nb: ${JSON.stringify(value)}\n`);
  for (const value of plain) assert.equal(edit("a: 1\n", set(["b"], value)), `a: 1\nb: ${value}\n`);
});

for (const [name, text, change] of [
  ["a path through an alias", "a: &x {k: 1}\nb: *x\n", set(["b", "k"], 2)],
  ["a path through a merge key", "a: &x {k: {l: 1}}\nb:\n  <<: *x\n", set(["b", "k", "l"], 2)],
  ["removing what a merge key brings", "a: &x {k: 1}\nb:\n  <<: *x\n  l: 2\n", remove(["b", "k"])],
  ["removing what hides a merged key", "a: &x {k: 1}\nb:\n  <<: *x\n  k: 2\n", remove(["b", "k"])],
  ["removing an anchor that is needed", "a: &x 1\nb: *x\n", remove(["a"])],
  ["keys below a scalar", "a: 1\n", set(["a", "b"], 2)],
  ["keys below a list", "a: [1]\n", set(["a", "b"], 2)],
  ["items below keys", "a: {b: 1}\n", append(["a"], 2)],
  ["a key that stands twice", "a: 1\na: 2\n", set(["a"], 3)],
  ["a key that is there already", "a: 1\nb: 2\n", rename(["a"], "b")],
  ["a key that is not there", "a: 1\n", rename(["b"], "c")],
  ["an explicit key", "? a\n: 1\n", set(["a"], 2)],
  ["a tagged value", "a: !x 1\n", set(["a"], 2)],
  ["broken lines", "a: 1\nb: 'x\n", set(["c"], 2)],
  ["everything", "a: 1\n", remove(["a"])],
  ["an empty document", "# only this\n", set(["a"], 1)],
  ["a comment that would join a text block", "a: |\n  x\nb: 1\n  # c\nd: 1\n", remove(["b"])],
  ["a pair in a list", "[a: 1]\n", set([0, "b"], 2)],
] as const) {
  test(`refused: ${name}`, () => {
    const result = editYaml(parseYaml(text), [change]);
    assert.ok("refused" in result, JSON.stringify(result));
    assert.match(result.refused, /^[A-Za-z&][^.]{10,110}(?: \(<<\)[^.]*)?\.$/);
  });
}

test("refused: changes that contradict each other", () => {
  assert.match(edit("a: {b: 1}\n", set(["a", "b"], 2), remove(["a", "b"])), /^refused: .*contradict/);
  assert.match(edit("a: {b: 1}\n", remove(["a"]), set(["a", "c"], 2)), /^refused: .*contradict/);
});

test("refused: one new name for two keys", () => {
  assert.match(edit("a: 1\nb: 2\n", rename(["a"], "c"), rename(["b"], "c")), /^refused: There is a key c already/);
  assert.match(edit("a: 1\nb: 2\n", rename(["a"], "c"), set(["c"], 3)), /^refused: There is a key c already/);
});

test("an error elsewhere does not stand in the way", () => {
  assert.equal(edit("a:\n  b: 1\nc: [x\n", set(["a", "d"], 2)), "a:\n  b: 1\n  d: 2\nc: [x\n");
});

const added = addDocument({ kind: "NetworkPolicy", spec: { podSelector: {}, policyTypes: ["Ingress"] } });

check(
  "a document is added behind this one, in its style",
  "kind: Pod\nspec:\n    containers:\n    - name: app\n",
  [added],
  "kind: Pod\nspec:\n    containers:\n    - name: app\n---\nkind: NetworkPolicy\nspec:\n    podSelector: {}\n    policyTypes:\n    - Ingress\n",
);
check(
  "a document is added behind a last line without an end",
  "kind: Pod",
  [addDocument({ kind: "A" })],
  "kind: Pod\n---\nkind: A\n",
);
check(
  "a document is added with the file's line ends",
  "kind: Pod\r\n",
  [addDocument({ kind: "A" })],
  "kind: Pod\r\n---\r\nkind: A\r\n",
);
check(
  "JSON has no room for a document",
  '{"kind": "Pod"}\n',
  [added],
  "refused: A JSON file holds one value, and no further document.",
);
check(
  "a text block would grow",
  "a: |\n  b",
  [added],
  "refused: The file ends in a block of text without a line break.",
);
check(
  "a document is added behind what is added at the end",
  "kind: Pod\nspec:\n  a: 1",
  [addDocument({ kind: "A" }), set(["spec", "b"], 2)],
  "kind: Pod\nspec:\n  a: 1\n  b: 2\n---\nkind: A\n",
);
