import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Analyzer } from "../analyze.ts";
import { readConfig } from "../config.ts";
import { type Change, insert, replace, set } from "../edits/change.ts";
import { type AnyRule, dockerfileRule, type Fix, kubernetesRule, type Safety } from "../rule.ts";
import { applyEdits, type Span } from "../text.ts";
import { type RepairOptions, repair } from "./repair.ts";

const both: readonly Safety[] = ["safe", "review"];
const about = {
  why: "",
  mayBreak: "",
  severity: "warning",
  references: [],
  aliases: {},
  options: {},
} as const;

function run(rules: readonly AnyRule[], text: string, options: Partial<RepairOptions> = {}, path = "Dockerfile") {
  const analyzer = new Analyzer(rules);
  const settings = { config: readConfig([], rules).config, today: undefined };
  const repaired = repair(analyzer, { path, text }, settings, { safeties: both, ...options });
  return {
    text: repaired.text,
    applied: repaired.applied.map(({ title }) => title),
    left: repaired.left.map(({ problem, reason }) => `${problem.message}: ${reason}`),
  };
}

/** Finds a word wherever it stands in a Dockerfile. */
function word(id: string, pattern: string, fixes: (span: Span, text: string) => readonly Fix[], title = id): AnyRule {
  return dockerfileRule({
    ...about,
    id,
    title,
    *check({ text }) {
      for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + pattern.length)) {
        const span = { start: at, end: at + pattern.length };
        yield { span, message: `There is ${pattern}`, fixes: () => fixes(span, text) };
      }
    },
  });
}

const becomes = (text: string, safety: Safety = "safe") => {
  return (span: Span): readonly Fix[] => [{ title: `Write ${text}`, safety, changes: [replace(span, text)] }];
};

/** Asks that each container has a setting. */
function wants(id: string, key: string, value: string | boolean, safety: Safety = "safe"): AnyRule {
  return kubernetesRule({
    ...about,
    id,
    title: id,
    *check({ containers }) {
      for (const { view, path, nameSpan, name } of containers) {
        if (view.at("securityContext", key)?.scalar() === value) continue;
        const changes = [set([...path, "securityContext", key], value)];
        yield {
          span: nameSpan,
          message: `${name} lacks ${key}`,
          fixes: () => [{ title: `Set ${key}`, safety, changes }],
        };
      }
    },
  });
}

const pod = (containers: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${containers}`;

test("fixes are applied, and then those that they make possible", () => {
  const rules = [word("one", "one", becomes("two")), word("two", "two", becomes("three"))];
  assert.deepEqual(run(rules, "FROM scratch\n# one two\n"), {
    text: "FROM scratch\n# three three\n",
    applied: ["Write two", "Write three", "Write three"],
    left: [],
  });
});

test("only the allowed safeties are applied: the first such fix of a finding", () => {
  const fixes = (span: Span): readonly Fix[] => [
    { title: "Risk it", safety: "review", changes: [replace(span, "risky")] },
    { title: "Play safe", safety: "safe", changes: [replace(span, "sound")] },
  ];
  const rules = [word("bad", "bad", fixes)];
  assert.equal(run(rules, "# bad\n").text, "# risky\n");
  assert.equal(run(rules, "# bad\n", { safeties: ["safe"] }).text, "# sound\n");
  const reviewed = run([word("bad", "bad", becomes("good", "review"))], "# bad\n", { safeties: ["safe"] });
  assert.deepEqual(reviewed.left, ["There is bad: The fix could change what runs and needs a review."]);
});

test("what an applied fix takes for granted is told", () => {
  const assumes = "Nobody knows.";
  const rules = [
    word("bad", "bad", (span) => [{ title: "Write", safety: "review", changes: [replace(span, "x")], assumes }]),
  ];
  const analyzer = new Analyzer(rules);
  const settings = { config: readConfig([], rules).config, today: undefined };
  const { applied } = repair(analyzer, { path: "Dockerfile", text: "# bad\n" }, settings, { safeties: both });
  assert.deepEqual(applied, [{ id: "dockerfile/bad", title: "Write", place: "", safety: "review", assumes }]);
});

test("the risk of a fix is not taken for a mere hint, unless its rule is named", () => {
  const hint = { ...word("bad", "bad", becomes("good", "review")), severity: "hint" } as AnyRule;
  const { text, left } = run([hint], "# bad\n");
  assert.equal(text, "# bad\n");
  assert.match(left[0] ?? "", /only a hint/);
  assert.equal(run([hint], "# bad\n", { rules: new Set(["dockerfile/bad"]) }).text, "# good\n");
  const safe = { ...word("bad", "bad", becomes("good")), severity: "hint" } as AnyRule;
  assert.equal(run([safe], "# bad\n").text, "# good\n");
});

test("the risk is not taken for a doubtful finding either, whatever severity its rule was given", () => {
  const doubtful = dockerfileRule({
    ...about,
    id: "doubtful",
    title: "doubtful",
    *check() {
      const span = { start: 2, end: 5 };
      yield { span, message: "Bad.", severity: "hint", fixes: () => becomes("good", "review")(span) };
    },
  });
  const settings = { config: readConfig([{ rules: { doubtful: "error" } }], [doubtful]).config, today: undefined };
  const source = { path: "Dockerfile", text: "# bad\n" };
  const { text, left } = repair(new Analyzer([doubtful]), source, settings, { safeties: both });
  assert.equal(text, "# bad\n");
  assert.deepEqual(
    left.map(({ problem }) => problem.severity),
    ["error"],
  );
});

test("what others may do or reach is left to a person, unless the rule is named", () => {
  const named = kubernetesRule({
    ...about,
    id: "named",
    title: "named",
    *check({ objects }) {
      for (const { view, kind } of objects) {
        const label = view.at("metadata", "labels", "open");
        const fixes = (): readonly Fix[] =>
          label ? [{ title: `Close ${kind}`, safety: "review", changes: [set(label.path, "no")] }] : [];
        if (label?.text() === "yes") yield { span: label.span, message: `${kind} is open`, fixes };
      }
    },
  });
  const text = ["Service", "Pod"]
    .map(
      (kind) =>
        `apiVersion: v1\nkind: ${kind}\nmetadata: {name: a, labels: {open: "yes"}}\nspec: ${kind === "Pod" ? "{containers: [{name: a}]}" : "{}"}\n`,
    )
    .join("---\n");
  const alone = run([named], text, {}, "a.yaml");
  assert.deepEqual(alone.applied, ["Close Pod"]);
  assert.match(alone.left.join(), /^Service is open: It is no matter of a workload alone/);
  assert.deepEqual(run([named], text, { rules: new Set(["kubernetes/named"]) }, "a.yaml").applied, [
    "Close Service",
    "Close Pod",
  ]);
});

test("a finding without a fix is left, with its note as the reason", () => {
  const noted = dockerfileRule({
    ...about,
    id: "noted",
    title: "noted",
    check: ({ text }) => [
      { span: { start: 0, end: 1 }, message: `It begins with ${text[0]}`, note: "Nobody can know." },
    ],
  });
  assert.deepEqual(run([noted, word("bad", "bad", () => [])], "# bad\n").left, [
    "It begins with #: Nobody can know.",
    "There is bad: There is no automatic fix.",
  ]);
});

test("fixes that overlap are applied one after the other", () => {
  const rules = [word("ab", "ab", becomes("x")), word("bc", "bc", becomes("y"))];
  assert.deepEqual(run(rules, "# abc bc\n").text, "# xc y\n");
  const at =
    (text: string) =>
    (span: Span): readonly Fix[] => [
      { title: `Insert ${text}`, safety: "safe", changes: [insert(span.start, text), replace(span, "done")] },
    ];
  assert.equal(run([word("a", "todo", at("a ")), word("b", "todo", at("b "))], "# todo\n").text, "# a done\n");
});

test("fixes that undo one another stop", () => {
  const { text, left } = run(
    [word("tick", "tick", becomes("tock")), word("tock", "tock", becomes("tick"))],
    "# tick\n",
  );
  assert.equal(text, "# tock\n");
  assert.deepEqual(left, ["There is tock: The fixes undo one another."]);
});

test("fixes that grow for ever stop", () => {
  const { text, left } = run([word("grow", "grow", (span) => becomes(`grow${span.start}`)(span))], "# grow\n");
  assert.ok(text.length < 40, text);
  assert.equal(left.length, 1);
});

test("a fix that does not help its finding is made once, others of its rule still are", () => {
  const rules = [
    word("bad", "bad", ({ start, end }, text) => becomes(text[end] === "!" ? "bad !" : "good")({ start, end })),
  ];
  const { text, left } = run(rules, "# bad! bad bad\n");
  assert.equal(text, "# bad !! good good\n");
  assert.deepEqual(left, ["There is bad: The fix did not remove the finding."]);
});

test("a fix without effect ends in a word, not in a loop", () => {
  assert.deepEqual(run([word("bad", "bad", becomes("bad"))], "# bad\n").left, [
    "There is bad: The fix changes nothing.",
  ]);
});

test("edits of one fix that overlap are refused", () => {
  const fixes = ({ start, end }: Span): readonly Fix[] => {
    const changes: readonly Change[] = [replace({ start, end }, "x"), replace({ start, end: end + 4 }, "y")];
    return [{ title: "Overlap", safety: "safe", changes }];
  };
  const { text, left } = run([word("bad", "bad", fixes)], "# bad and kept\n");
  assert.deepEqual([text, left], ["# bad and kept\n", ["There is bad: The fix's own edits overlap."]]);
});

test("one rule, one range, one level", () => {
  const rules = [word("one", "one", becomes("1")), word("two", "two", becomes("2"))];
  const text = "# one two one two\n";
  assert.equal(run(rules, text, { rules: new Set(["dockerfile/one"]) }).text, "# 1 two 1 two\n");
  assert.equal(run(rules, text, { rules: new Set(["dockerfile/two"]) }).text, "# one 2 one 2\n");
  assert.equal(run(rules, text, { within: { start: 2, end: 9 } }).text, "# 1 2 one two\n");
  const restricted = {
    ...wants("r", "r", true),
    podSecurity: { level: "restricted", check: "r", since: "1.0" },
  } as AnyRule;
  const manifest = pod("    - name: a\n");
  const baseline = { ...restricted, podSecurity: { level: "baseline", check: "r", since: "1.0" } } as AnyRule;
  assert.match(run([baseline], manifest, { level: "baseline" }, "pod.yaml").text, /r: true/);
  const hardened = run([restricted, wants("b", "b", true)], manifest, { level: "baseline" }, "pod.yaml");
  assert.equal(hardened.text, pod("    - name: a\n      securityContext:\n        b: true\n"));
  assert.deepEqual(hardened.left, []);
});

test("a range grows and moves with what is changed in it", () => {
  const chain = ["a", "b", "c", "d"].map((letter) => word(letter, `<${letter}>`, becomes(`<${letter}${letter}>`)));
  const again = word("again", "<aa>", becomes("<b><b>"));
  const text = "# <a> <a> <a>\n";
  assert.equal(run([...chain, again], text, { within: { start: 6, end: 9 } }).text, "# <a> <bb><bb> <a>\n");
});

test("the fixes of a YAML document write one block", () => {
  const rules = [wants("a", "a", true), wants("b", "b", "x"), wants("same", "a", true)];
  const text = pod("    - name: one\n      image: i # the image\n    - name: two\n");
  assert.equal(
    run(rules, text, {}, "pod.yaml").text,
    pod(`    - name: one
      image: i # the image
      securityContext:
        a: true
        b: x
    - name: two
      securityContext:
        a: true
        b: x
`),
  );
});

test("fixes that want different values for one key come to an end", () => {
  const rules = [wants("a", "key", "one"), wants("b", "key", "two")];
  const { text, left } = run(rules, pod("    - name: a\n"), {}, "pod.yaml");
  assert.match(text, /^ {8}key: (?:one|two)$/m);
  assert.deepEqual(left, ["a lacks key: The fixes undo one another."]);
});

test("an alias refuses its own fix only, and says why", () => {
  const containers = "    - name: b\n      securityContext: *shared\n    - name: c\n";
  const text = `shared: &shared\n  x: 1\n${pod(containers)}`;
  const { text: repaired, left } = run([wants("a", "a", true)], text, {}, "pod.yaml");
  assert.equal(repaired, `${text}      securityContext:\n        a: true\n`);
  assert.equal(left.length, 1);
  assert.match(left[0] ?? "", /^b lacks a: .*(?:alias|anchor|\*shared)/);
});

test("a result that does not parse is thrown away, the sound fixes of the round are kept", () => {
  const breaking = kubernetesRule({
    ...about,
    id: "breaking",
    title: "breaking",
    *check({ containers }) {
      for (const { nameSpan, name } of containers) {
        if (name !== "b") continue;
        const fixes = () => [{ title: "Break", safety: "safe" as const, changes: [replace(nameSpan, "[")] }];
        yield { span: nameSpan, message: "It is called b", fixes };
      }
    },
  });
  const text = pod("    - name: a\n    - name: b\n    - name: c\n");
  const { text: repaired, left } = run([breaking, wants("a", "a", true)], text, {}, "pod.yaml");
  assert.equal(repaired.match(/a: true/g)?.length, 3);
  assert.match(repaired, /- name: b\n/);
  assert.deepEqual(left, ["It is called b: The repaired text would not parse."]);
});

test("every document of a file is repaired, and line ends stay", () => {
  const one = pod("    - name: a\n").replaceAll("\n", "\r\n");
  const fixed = pod("    - name: a\n      securityContext:\n        a: true\n").replaceAll("\n", "\r\n");
  assert.equal(run([wants("a", "a", true)], `${one}---\r\n${one}`, {}, "p.yaml").text, `${fixed}---\r\n${fixed}`);
});

test("whatever edits rules want, text that no edit touches survives", () => {
  const edit = fc.record({ at: fc.nat(30), length: fc.nat(5), text: fc.constantFrom("", "X", "YY\n") });
  fc.assert(
    fc.property(fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { maxLength: 5 }), (all) => {
      const text = "FROM scratch\nRUN abcdefghijklmnop\n";
      const rules = all.map((edits, index) =>
        dockerfileRule({
          ...about,
          id: `r${index}`,
          title: "",
          *check(file) {
            if (file.text !== text) return;
            const changes = edits.map(({ at, length, text: by }) => replace({ start: at, end: at + length }, by));
            yield {
              span: { start: 0, end: 4 },
              message: `m${index}`,
              fixes: () => [{ title: "t", safety: "safe", changes }],
            };
          },
        }),
      );
      const touched = new Set<number>();
      for (const { at, length } of all.flat()) for (let n = at; n < at + length; n++) touched.add(n);
      const kept = [...text].filter((_, at) => !touched.has(at)).join("");
      const { text: repaired } = run(rules, text);
      let from = 0;
      for (const character of kept) {
        const found = repaired.indexOf(character, from);
        assert.notEqual(found, -1, JSON.stringify({ repaired, kept }));
        from = found + 1;
      }
      assert.equal(applyEdits(text, []), text);
    }),
  );
});

test("what takes a login is for somebody to pick", () => {
  const fix = (span: Span, text: string, onlyPicked: boolean): Fix => ({
    title: text,
    safety: "review",
    changes: [replace(span, text)],
    onlyPicked,
  });
  const login = word("login", "debian", (span) => [fix(span, "dhi", true)]);
  assert.deepEqual(run([login], "FROM debian").applied, []);
  const both = word("login", "debian", (span) => [fix(span, "dhi", true), fix(span, "slim", false)]);
  assert.deepEqual(run([both], "FROM debian").applied, ["slim"]);
});
