import assert from "node:assert/strict";
import { test } from "node:test";
import type { Analysis, Settings, Source } from "./analysis.ts";
import { Analyzer } from "./analyze.ts";
import { readConfig } from "./config.ts";
import { replace } from "./edits/change.ts";
import { flag } from "./options.ts";
import { rules as registry } from "./registry.ts";
import { type AnyRule, composeRule, dockerfileRule, kubernetesRule } from "./rule.ts";
import { applyEdits } from "./text.ts";

const declared = { title: "t", why: "w", mayBreak: "m", severity: "warning", references: [], aliases: {} } as const;

/** Which objects, stages and services have been judged since it was last asked. */
let judged: string[] = [];
function judgedNow(): string[] {
  const now = judged;
  judged = [];
  return now;
}

const rules: readonly AnyRule[] = [
  kubernetesRule({
    ...declared,
    id: "named",
    options: {},
    *check({ objects }) {
      for (const { kind, name, nameSpan } of objects) {
        judged.push(`${kind}/${name}`);
        const fixes = () => [
          { title: "Rename", safety: "safe" as const, changes: [replace(nameSpan, `${name}${name}`)] },
        ];
        yield { span: nameSpan, message: `It is called ${name}.`, fixes };
      }
    },
  }),
  kubernetesRule({
    ...declared,
    id: "broken",
    options: { early: flag("Fail before anything is found.", false) },
    *check({ objects }, { early }) {
      const [object] = objects;
      if (object?.name !== "crash") return;
      if (!early) yield { span: object.nameSpan, message: "Found before the failure." };
      throw new Error("A defect.");
    },
  }),
  dockerfileRule({
    ...declared,
    id: "staged",
    options: {},
    *check({ stages }) {
      for (const { place, from } of stages) {
        judged.push(place);
        yield { span: from.span, message: "A stage.", severity: "hint" };
      }
    },
  }),
  composeRule({
    ...declared,
    id: "served",
    options: {},
    *check({ services }) {
      for (const { name, nameSpan } of services) {
        judged.push(`service ${name}`);
        yield { span: nameSpan, message: "A service." };
      }
    },
  }),
];

const settings = (layer: object = {}): Settings => ({
  config: readConfig([layer], rules).config,
  today: "2026-10-01",
});
const defaults = settings();

function analyze(source: Source, given: Settings = defaults): Analysis {
  return new Analyzer(rules).analyze(source, given);
}

/** What is underlined, and the finding's id and place. */
function shown(source: Source, given?: Settings): string[] {
  return analyze(source, given).problems.map(
    ({ id, span, place }) => `${source.text.slice(span.start, span.end)}: ${id} ${place}`,
  );
}

const object = (name: string, kind = "Pod") => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
const documents = (...texts: string[]) => texts.join("---\n");

test("a keystroke in one document judges that document alone", () => {
  const analyzer = new Analyzer(rules);
  const type = (text: string, path = "a.yaml", given = defaults) => {
    analyzer.analyze({ path, text }, given);
    return judgedNow();
  };
  judgedNow();
  assert.deepEqual(type(documents(object("a"), object("b"), object("c"))), ["Pod/a", "Pod/b", "Pod/c"]);
  assert.deepEqual(type(documents(object("a"), object("b2"), object("c"))), ["Pod/b2"]);
  assert.deepEqual(type(documents(object("a"), object("new"), object("b2"), object("c"))), ["Pod/new"]);
  assert.deepEqual(type(documents(object("a"), object("c"))), []);
  assert.deepEqual(type(documents(object("c"), object("c"))), ["Pod/c"], "the first has no marker of its own");
  assert.deepEqual(type(documents(object("a"), object("c"))), ["Pod/a"]);
  assert.deepEqual(type(documents(object("a"), object("c"))), []);
  assert.deepEqual(type(documents(object("a"), object("c"), object("c"))), [], "two that are the same are one");
  assert.deepEqual(type(documents(object("a"), object("c")), "b.yaml"), ["Pod/a", "Pod/c"]);
  assert.deepEqual(type(documents(object("a"), object("c")), "b.yaml", settings()), ["Pod/a", "Pod/c"]);
  assert.deepEqual(type(documents(object("a"), object("c")), "b.yaml", { ...defaults, today: "2026-10-02" }), [
    "Pod/a",
    "Pod/c",
  ]);
});

test("what is kept of a path is let go of", () => {
  const analyzer = new Analyzer(rules);
  const open = (path: string) => {
    judgedNow();
    analyzer.analyze({ path, text: object("a") }, defaults);
    return judgedNow().length > 0;
  };
  assert.equal(open("a.yaml"), true);
  assert.equal(open("a.yaml"), false);
  analyzer.forget("a.yaml");
  assert.equal(open("a.yaml"), true);
  for (let at = 0; at < 100; at++) open(`${at}.yaml`);
  assert.equal(open("99.yaml"), false);
  assert.equal(open("a.yaml"), true, "a hundred others came in between");
});

test("a document that was reused reports where it stands now", () => {
  const analyzer = new Analyzer(rules);
  const names = (text: string) =>
    analyzer.analyze({ path: "a.yaml", text }, defaults).problems.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(names(documents(object("a"), object("b"))), ["a", "b"]);
  assert.deepEqual(names(documents(object("a"), object("much-longer"), object("b"))), ["a", "much-longer", "b"]);
  assert.deepEqual(names(documents(object("a"), object("b"), object("b"))), ["a", "b", "b"]);
});

test("a fix edits the document that it belongs to", () => {
  for (const eol of ["\n", "\r\n"]) {
    const text = documents(object("a"), object("b"), object("b")).replaceAll("\n", eol);
    const { problems } = analyze({ path: "a.yaml", text });
    const results = problems.map(({ part, fixes }) => {
      const resolved = part.resolve(fixes().flatMap(({ changes }) => changes));
      assert.ok("edits" in resolved);
      return applyEdits(text, resolved.edits);
    });
    const expected = [
      documents(object("aa"), object("b"), object("b")),
      documents(object("a"), object("bb"), object("b")),
      documents(object("a"), object("b"), object("bb")),
    ];
    assert.deepEqual(
      results,
      expected.map((one) => one.replaceAll("\n", eol)),
    );
  }
});

test("a rule that fails costs its own findings alone, and is told", () => {
  const text = documents(object("a"), object("crash"), object("c"));
  const { problems, crashes } = analyze({ path: "a.yaml", text }, settings({ rules: { broken: { early: true } } }));
  assert.deepEqual(
    problems.map(({ id, message }) => `${id} ${message}`),
    ["kubernetes/named It is called a.", "kubernetes/named It is called crash.", "kubernetes/named It is called c."],
  );
  assert.deepEqual(
    crashes.map(({ id, error }) => [id, error instanceof Error && error.message]),
    [["kubernetes/broken", "A defect."]],
  );
});

test("what a rule found before it failed is kept", () => {
  const { problems, crashes } = analyze({ path: "a.yaml", text: object("crash") });
  assert.deepEqual(problems.map(({ message }) => message).sort(), ["Found before the failure.", "It is called crash."]);
  assert.equal(crashes.length, 1);
});

test("a crash is told again for a document that was reused", () => {
  const analyzer = new Analyzer(rules);
  for (let time = 0; time < 2; time++) {
    assert.equal(analyzer.analyze({ path: "a.yaml", text: object("crash") }, defaults).crashes.length, 1);
  }
});

test("a finding may be less severe than its rule, but not than a severity that somebody has named", () => {
  const severities = (rules: unknown) =>
    analyze({ path: "Dockerfile", text: "FROM a\n" }, settings({ rules })).problems.map(
      ({ severity, degree }) => `${severity} ${degree}`,
    );
  assert.deepEqual(severities({}), ["hint hint"]);
  assert.deepEqual(severities({ staged: {} }), ["hint hint"]);
  assert.deepEqual(severities({ staged: "error" }), ["error hint"]);
  assert.deepEqual(severities({ staged: { severity: "info" } }), ["info hint"]);
  assert.deepEqual(severities({ staged: "hint" }), ["hint hint"]);
  assert.deepEqual(severities({ staged: "off" }), []);
});

test("a finding names the innermost block that it stands in", () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: x}}\n`;
  assert.ok(shown({ path: "a.yaml", text: list }).includes("x: kubernetes/named Pod/x"));
  assert.deepEqual(shown({ path: "Dockerfile", text: "FROM a AS b\nFROM c\n" }), [
    "FROM a AS b: dockerfile/staged stage b",
    "FROM c: dockerfile/staged stage final",
  ]);
});

test("a template is not judged, which one hint says", () => {
  const text = `${object("a")}spec:\n  {{- toYaml .Values.spec | nindent 2 }}\n`;
  for (const languageId of [undefined, "helm", "yaml"]) {
    const { relevant, problems, unreadable, parts } = analyze({ path: "a.yaml", text, languageId });
    assert.equal(relevant, true);
    assert.deepEqual(
      problems.map(({ id, severity, span }) => [id, severity, text.slice(span.start, span.end)]),
      [["seaworthy/templated-file", "hint", "{{"]],
    );
    assert.deepEqual(unreadable, []);
    assert.ok("refused" in (parts[0]?.resolve([]) ?? {}));
  }
});

test("NUL bytes: the file is reported and not judged", () => {
  for (const path of ["Dockerfile", "a.yaml"]) {
    const { relevant, problems, unreadable } = analyze({ path, text: `FROM a\0\n${object("a")}` });
    assert.equal(relevant, true);
    assert.deepEqual(problems, []);
    assert.equal(unreadable.length, 1);
    assert.match(unreadable[0]?.message ?? "", /NUL/);
  }
  assert.equal(analyze({ path: "a.bin", text: "\0" }).relevant, false);
});

test("an unresolved merge conflict is reported at each of its markers, and both sides are judged", () => {
  const text = `${object("a")}---
apiVersion: v1
kind: Pod
metadata:
<<<<<<< HEAD
  name: ours
=======
  name: theirs
>>>>>>> other
`;
  const { problems, unreadable } = analyze({ path: "a.yaml", text });
  assert.deepEqual(
    unreadable.map(({ span }) => text.slice(span.start, span.start + 7)),
    ["<<<<<<<", "=======", ">>>>>>>"],
  );
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["It is called a.", "It is called theirs."],
  );
});

test("broken YAML: what can be read is judged, and the file is reported", () => {
  const text = documents(object("a"), `${object("b")}spec:\n  a: [1, 2\n`, object("c"));
  const { relevant, problems, unreadable } = analyze({ path: "a.yaml", text });
  assert.equal(relevant, true);
  assert.ok(unreadable.length > 0);
  const [start, end] = [text.indexOf("spec:"), text.lastIndexOf("---")];
  for (const { span } of unreadable) assert.ok(span.start >= start && span.end <= end + 1, JSON.stringify(span));
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["It is called a.", "It is called b.", "It is called c."],
  );
});

test("YAML of which no object can be read is reported, not passed over", () => {
  const text = `"apiVersion: v1\nkind: Pod\n`;
  const { relevant, problems, unreadable } = analyze({ path: "a.yaml", text });
  assert.deepEqual([relevant, problems.length], [true, 0]);
  assert.ok(unreadable.length > 0);
});

test("plain YAML between manifests is none of ours", () => {
  const text = documents(object("a", "Service"), "name: values\nreplicas: 3\n", object("b"));
  const { problems, parts, unreadable } = analyze({ path: "a.yaml", text });
  assert.deepEqual(
    problems.map(({ span }) => text.slice(span.start, span.end)),
    ["a", "b"],
  );
  assert.equal(parts.length, 2);
  assert.deepEqual(unreadable, []);
});

test("a JSON manifest is judged like YAML", () => {
  const text = JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" } }, null, 2);
  assert.deepEqual(shown({ path: "a.json", text }), ['"a": kubernetes/named Pod/a']);
});

test("JSON that is no manifest says nothing", () => {
  for (const text of ['{ "name": "x" }', '{ "apiVersion": 1 }', "", "[", '{"services":{"web":{"image":"nginx"}}}']) {
    const { relevant, problems, crashes, unreadable } = analyze({ path: "a.json", text });
    assert.deepEqual([relevant, problems, crashes, unreadable], [false, [], [], []], text);
  }
});

test("a JSON manifest that breaks off is reported", () => {
  const { problems, unreadable } = analyze({ path: "a.json", text: '{ "kind": "Pod", "apiVersion": ' });
  assert.deepEqual(problems, []);
  assert.ok(unreadable.length > 0);
});

test("a Compose file is known by its name or by its shape", () => {
  const text = "services:\n  web:\n    image: nginx\n";
  for (const path of ["compose.yaml", "docker-compose.prod.yml", "stack.yaml", "deploy/anything.yaml"]) {
    assert.deepEqual(shown({ path, text }), ["web: compose/served service web"], path);
  }
  assert.deepEqual(shown({ path: "any.txt", text, languageId: "dockercompose" }), ["web: compose/served service web"]);
  assert.equal(analyze({ path: "a.yaml", text: "services:\n  - web\n" }).relevant, false);
});

test("a path that becomes something else is judged anew", () => {
  const analyzer = new Analyzer(rules);
  const ids = (text: string) => analyzer.analyze({ path: "a.yaml", text }, defaults).problems.map(({ id }) => id);
  assert.deepEqual(ids(object("a")), ["kubernetes/named"]);
  assert.deepEqual(ids("services:\n  web:\n    image: nginx\n"), ["compose/served"]);
  assert.deepEqual(ids("name: x\n"), []);
  assert.deepEqual(ids(object("a")), ["kubernetes/named"]);
});

test("findings stand in order, those about comments among them", () => {
  const text = documents(
    object("a"),
    `# seaworthy: allow nmaed\n${object("b")}`,
    `# seaworthy: allow-file broken\n${object("c")}`,
  );
  const { problems } = analyze({ path: "a.yaml", text });
  assert.deepEqual(
    problems.map(({ id }) => id),
    ["kubernetes/named", "seaworthy/unknown-rule", "kubernetes/named", "seaworthy/unused-allow", "kubernetes/named"],
  );
  const starts = problems.map(({ span }) => span.start);
  assert.deepEqual(
    starts,
    [...starts].sort((a, b) => a - b),
  );
});

const pods = kubernetesRule({
  ...declared,
  id: "pods",
  severity: "error",
  options: {},
  podSecurity: { level: "baseline", check: "c", since: "1.0" },
  *check({ objects }) {
    for (const { nameSpan: span } of objects) {
      yield { span, message: "Grave." };
      yield { span, message: "Doubtful.", severity: "hint" };
      yield { span, message: "Not set.", severity: "warning", podSecurity: "restricted" };
    }
  },
});

test("a profile decides what a rule's findings weigh", () => {
  const text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n";
  const found = (input: unknown) => {
    const { config } = readConfig([input], [pods]);
    const { problems } = new Analyzer([pods]).analyze({ path: "pod.yaml", text }, { config, today: undefined });
    return problems.map(({ severity, message, podSecurity }) => `${severity} ${message} ${podSecurity}`);
  };
  assert.deepEqual(found({}), ["error Grave. baseline", "hint Doubtful. baseline", "warning Not set. restricted"]);
  assert.deepEqual(found({ extends: "strict" }), [
    "error Grave. baseline",
    "info Doubtful. baseline",
    "warning Not set. restricted",
  ]);
  assert.deepEqual(found({ extends: "strict", rules: { pods: "hint" } }), [
    "hint Grave. baseline",
    "hint Doubtful. baseline",
    "hint Not set. restricted",
  ]);
  assert.deepEqual(found({ extends: "pod-security-baseline" }), ["error Grave. baseline", "error Doubtful. baseline"]);
  assert.deepEqual(found({ extends: "pod-security-restricted" }), [
    "error Grave. baseline",
    "error Doubtful. baseline",
    "error Not set. restricted",
  ]);
  assert.deepEqual(found({ extends: "pod-security-restricted", rules: { pods: "warning" } }), [
    "warning Grave. baseline",
    "warning Doubtful. baseline",
    "warning Not set. restricted",
  ]);
});

test("the baseline profile forbids Unconfined, and asks for no profile where none is set", () => {
  const { config } = readConfig([{ extends: "pod-security-baseline" }], registry);
  const security = (type: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  securityContext: ${type}\n  containers:\n    - name: a\n      image: b\n`;
  const ids = (text: string) =>
    new Analyzer(registry)
      .analyze({ path: "pod.yaml", text }, { config, today: undefined })
      .problems.map(({ severity, id }) => `${severity} ${id}`);
  assert.deepEqual(ids(security("{ seccompProfile: { type: Unconfined } }")), ["error kubernetes/unconfined-seccomp"]);
  const socket = "  volumes:\n    - name: socket\n      hostPath: { path: /var/run/docker.sock }\n";
  assert.deepEqual(ids(security("{}") + socket), ["error kubernetes/docker-socket"]);
  assert.deepEqual(ids(security("{}")), []);
});

test("no fix is made from the first error of a Dockerfile on", () => {
  const { config } = readConfig([], registry);
  const touched = (text: string) =>
    new Analyzer(registry)
      .analyze({ path: "Dockerfile", text }, { config, today: "2026-11-23" })
      .problems.flatMap((problem) => problem.fixes().flatMap(({ changes }) => changes))
      .map((change) => (change.op === "replace" ? change.span.start : -1));
  const text = "FROM debian:11\nADD a /a\nRUN <<EOF\napt-get install -y curl\nUSER root\nADD b /b\n";
  assert.ok(touched(`${text}EOF\nADD c /c\n`).some((at) => at > text.indexOf("RUN")));
  const made = touched(text);
  assert.ok(made.length > 0);
  assert.ok(made.every((at) => at < text.indexOf("RUN")));
});

test("nor within what of a YAML document does not parse", () => {
  const { config } = readConfig([], registry);
  const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: a\n      image: "a:1\n      securityContext:\n        privileged: true\n`;
  const { problems } = new Analyzer(registry).analyze({ path: "pod.yaml", text }, { config, today: undefined });
  for (const problem of problems) {
    for (const { changes } of problem.fixes()) {
      const result = problem.part.resolve(changes);
      if ("edits" in result) for (const { span } of result.edits) assert.ok(span.end <= text.indexOf('"a:1'));
    }
  }
});
