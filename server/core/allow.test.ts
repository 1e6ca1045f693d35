import assert from "node:assert/strict";
import { test } from "node:test";
import { assertGrowsLinearly } from "../../test/growth.ts";
import type { Analysis } from "./analysis.ts";
import { Analyzer } from "./analyze.ts";
import { readConfig } from "./config.ts";
import { composeRule, dockerfileRule, kubernetesRule } from "./rule.ts";
import { applyEdits, LineIndex } from "./text.ts";

const declared = {
  title: "t",
  why: "w",
  mayBreak: "m",
  severity: "warning",
  references: [],
  aliases: {},
  options: {},
} as const;

const rules = [
  dockerfileRule({
    ...declared,
    id: "root-user",
    *check({ instructions }) {
      for (const { keyword, words } of instructions) {
        if (keyword === "USER" && words[0]?.value === "root") yield { span: words[0].span, message: "Root." };
      }
    },
  }),
  dockerfileRule({
    ...declared,
    id: "sudo",
    *check({ text }) {
      for (const { index } of text.matchAll(/SUDO/g))
        yield { span: { start: index, end: index + 4 }, message: "Sudo." };
    },
  }),
  dockerfileRule({
    ...declared,
    id: "broken",
    // biome-ignore lint/correctness/useYield: it fails before it finds anything.
    *check() {
      throw new Error("A defect.");
    },
  }),
  kubernetesRule({
    ...declared,
    id: "root-user",
    *check({ containers }) {
      for (const { nameSpan } of containers) yield { span: nameSpan, message: "Root.", absent: true };
    },
  }),
  kubernetesRule({
    ...declared,
    id: "privileged-container",
    *check({ containers }) {
      for (const { securityContext } of containers) {
        const privileged = securityContext?.get("privileged");
        if (privileged?.boolean()) yield { span: privileged.span, message: "Privileged." };
      }
    },
  }),
  composeRule({
    ...declared,
    id: "host-network",
    *check({ services }) {
      for (const { view } of services) {
        const mode = view.get("network_mode");
        if (mode?.string() === "host") yield { span: mode.span, message: "Host." };
      }
    },
  }),
];

const analyzer = new Analyzer(rules);
const today = "2026-10-01";

function analyze(path: string, text: string, allow: object = {}, on: string | undefined = today): Analysis {
  return analyzer.analyze({ path, text }, { config: readConfig([{ allow }], rules).config, today: on });
}

/** Line (from 1) and rule of each finding; of those about the comments themselves, the message too. */
function report(path: string, text: string, allow: object = {}): string[] {
  const lines = new LineIndex(text);
  return analyze(path, text, allow).problems.map(({ id, span, message, severity, rule }) => {
    const line = lines.lineAt(span.start) + 1;
    return rule ? `${line} ${rule.id}` : `${line} ${severity} ${id} "${text.slice(span.start, span.end)}" ${message}`;
  });
}

const dockerfile = (...lines: string[]) => report("Dockerfile", `${lines.join("\n")}\n`);

/** Title of the fix of the first finding about a comment, and the text that it leaves. */
function fixed(path: string, text: string, message?: RegExp): { title: string; text: string } | undefined {
  const problem = analyze(path, text).problems.find((one) => !one.rule && (!message || message.test(one.message)));
  assert.ok(problem, "nothing is said of a comment");
  const [fix] = problem.fixes();
  if (!fix) return undefined;
  assert.equal(fix.safety, "safe");
  const result = problem.part.resolve(fix.changes);
  assert.ok("edits" in result);
  return { title: fix.title, text: applyEdits(text, result.edits) };
}

const app = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: app
    image: a
    securityContext:
      privileged: true
  - name: side
    image: b
`;
const manifest = (text: string, allow?: object) => report("pod.yaml", text, allow);
const nothingNeeds = (id: string) => `Nothing here needs \`allow ${id}\`.`;

test("on the line above", () => {
  assert.deepEqual(dockerfile("FROM a", "# seaworthy: allow root-user -- legacy", "USER root", "USER root"), [
    "4 root-user",
  ]);
  assert.deepEqual(dockerfile("FROM a", "# seaworthy: allow root-user", "# and why", "", "USER root"), []);
  assert.deepEqual(dockerfile("FROM a", "  ## Seaworthy:allow root-user", "USER root"), []);
});

test("above an instruction of several lines", () => {
  assert.deepEqual(dockerfile("FROM a", "# seaworthy: allow sudo", "RUN a && \\", "  SUDO b", "RUN SUDO c"), [
    "5 sudo",
  ]);
});

test("above a stage", () => {
  assert.deepEqual(
    dockerfile("# seaworthy: allow root-user", "FROM a AS build", "RUN b", "USER root", "FROM c", "USER root"),
    ["6 root-user"],
  );
});

test("inside an instruction, for the line below", () => {
  assert.deepEqual(
    dockerfile("FROM a", "RUN SUDO a && \\", "  # seaworthy: allow sudo -- b wants it", "  SUDO b && \\", "  SUDO c"),
    ["2 sudo", "5 sudo"],
  );
});

test("on the line itself", () => {
  assert.deepEqual(manifest(app.replace("true", "true # seaworthy: allow privileged-container -- a driver")), [
    "7 root-user",
    "11 root-user",
  ]);
  assert.deepEqual(manifest(app.replace("- name: app", "- name: app # seaworthy: allow root-user")), [
    "10 privileged-container",
    "11 root-user",
  ]);
});

test("a comment on the line is for no line below", () => {
  assert.deepEqual(manifest(app.replace("image: a", "image: a # seaworthy: allow privileged-container")), [
    "7 root-user",
    `8 info seaworthy/unused-allow "privileged-container" ${nothingNeeds("privileged-container")}`,
    "10 privileged-container",
    "11 root-user",
  ]);
});

test("above a container", () => {
  const comment = "  # seaworthy: allow root-user, privileged-container -- a driver\n";
  assert.deepEqual(manifest(app.replace("  - name: app", `${comment}  - name: app`)), ["12 root-user"]);
});

test("above anything that is nested", () => {
  const above = (line: string, ids: string) =>
    manifest(app.replace(line, `# seaworthy: allow ${ids}\n${line}`)).map((one) => one.slice(one.indexOf(" ") + 1));
  assert.deepEqual(above("    securityContext:", "privileged-container"), ["root-user", "root-user"]);
  assert.deepEqual(above("spec:", "root-user"), ["privileged-container"]);
  assert.deepEqual(above("  containers:", "root-user"), ["privileged-container"], "its items are not indented");
});

test("above a service", () => {
  const text = `services:
  # seaworthy: allow host-network
  a:
    image: a

    network_mode: host
  b:
    network_mode: host
`;
  assert.deepEqual(report("compose.yaml", text), ["8 host-network"]);
});

test("above a document", () => {
  const comment = "# seaworthy: allow root-user\n";
  assert.deepEqual(manifest(`${comment}${app}`), ["11 privileged-container"]);
  assert.deepEqual(manifest(`${comment}---\n${app}`), ["12 privileged-container"]);
  assert.deepEqual(manifest(`--- ${comment}${app}`), ["11 privileged-container"]);
  assert.deepEqual(manifest(`--- # The pod.\n${comment}${app}---\n${comment}${app}`), [
    "12 privileged-container",
    "26 privileged-container",
  ]);
  assert.deepEqual(manifest(`${app}---\n${comment}\n${app}`), [
    "7 root-user",
    "10 privileged-container",
    "11 root-user",
    "25 privileged-container",
  ]);
});

test("above one object of a list", () => {
  const item = "- apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n    - name: app\n";
  const list = `apiVersion: v1\nkind: List\nitems:\n${item}# seaworthy: allow root-user\n${item}${item}`;
  assert.deepEqual(manifest(list), ["8 root-user", "19 root-user"]);
});

test("for the whole file, from any of its documents", () => {
  const text = `${app}---\n# seaworthy: allow-file root-user -- legacy\n${app}`;
  assert.deepEqual(manifest(text), ["10 privileged-container", "24 privileged-container"]);
  assert.deepEqual(dockerfile("FROM a", "USER root", "# seaworthy: allow-file root-user"), []);
});

test("for the whole file, unused", () => {
  const config = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n";
  const comment = "# seaworthy: allow-file privileged-container\n";
  assert.deepEqual(manifest(`${config}---\n${comment}${config}`), [
    `5 info seaworthy/unused-allow "privileged-container" ${nothingNeeds("privileged-container")}`,
  ]);
  assert.equal(fixed("a.yaml", `${config}---\n${comment}${config}`)?.text, `${config}---\n${config}`);
});

test("several ids, short and full, with commas or without", () => {
  const both = (ids: string) => dockerfile("FROM a", `# seaworthy: allow ${ids}`, "USER root SUDO");
  assert.deepEqual(both("root-user, sudo -- legacy"), []);
  assert.deepEqual(both("root-user,dockerfile/sudo"), []);
  assert.deepEqual(both("dockerfile/root-user sudo"), []);
  assert.deepEqual(both("kubernetes/root-user, sudo"), ["3 root-user"]);
});

test("two comments for one finding are both used", () => {
  assert.deepEqual(
    dockerfile("# seaworthy: allow root-user", "FROM a", "# seaworthy: allow root-user", "USER root"),
    [],
  );
});

test("the reason may follow any dash", () => {
  for (const reason of ["-- legacy", "--legacy", "— legacy", "– legacy", "--  until=never, sudo"]) {
    assert.deepEqual(dockerfile("FROM a", `# seaworthy: allow root-user ${reason}`, "USER root"), [], reason);
  }
});

test("an unknown id, with the one that is meant", () => {
  const text = "FROM a\n# seaworthy: allow rot-user, sudo -- legacy\nUSER root\nRUN SUDO a\n";
  assert.deepEqual(report("Dockerfile", text), [
    '2 warning seaworthy/unknown-rule "rot-user" There is no rule "rot-user". Did you mean "root-user"?',
    `2 info seaworthy/unused-allow "sudo" ${nothingNeeds("sudo")}`,
    "3 root-user",
    "4 sudo",
  ]);
  assert.deepEqual(fixed("Dockerfile", text), {
    title: "Change to root-user",
    text: text.replace("rot-user", "root-user"),
  });
});

test("an unknown id that is like none", () => {
  const text = "FROM a\n# seaworthy: allow all\nUSER root\n";
  assert.deepEqual(report("Dockerfile", text), [
    '2 warning seaworthy/unknown-rule "all" There is no rule "all".',
    "3 root-user",
  ]);
  assert.equal(fixed("Dockerfile", text), undefined);
});

test("unused: the comment goes, with its line", () => {
  const comment = "# seaworthy: allow sudo -- legacy";
  const removed = (text: string) => fixed("Dockerfile", text);
  const title = "Remove this allow comment";
  assert.deepEqual(removed(`FROM a\n${comment}\nUSER b\n`), { title, text: "FROM a\nUSER b\n" });
  assert.deepEqual(removed(`FROM a\r\n  ${comment}\r\nUSER b\r\n`), { title, text: "FROM a\r\nUSER b\r\n" });
  assert.deepEqual(removed(`${comment}\nFROM a`), { title, text: "FROM a" });
  assert.deepEqual(removed(`FROM a\n${comment}`), { title, text: "FROM a\n" });
});

test("unused: a comment behind text goes with the blanks before it", () => {
  const text = app.replace("image: b", "image: b  # seaworthy: allow root-user");
  assert.deepEqual(fixed("a.yaml", text)?.text, app);
});

test("unused: one id of several goes with its comma", () => {
  const text = (ids: string) => `FROM a\n# seaworthy: allow ${ids} until=2027-01-01 -- legacy\nUSER root\n`;
  const title = "Remove sudo from this comment";
  assert.deepEqual(fixed("Dockerfile", text("root-user, sudo")), { title, text: text("root-user") });
  assert.deepEqual(fixed("Dockerfile", text("sudo,  root-user")), { title, text: text("root-user") });
});

test("unused is nobody's word where the rule is off, is for another target, or failed", () => {
  const text = "FROM a\n# seaworthy: allow sudo, kubernetes/root-user, broken\nUSER b\n";
  const { config } = readConfig([{ rules: { sudo: "off" } }], rules);
  assert.deepEqual(analyzer.analyze({ path: "Dockerfile", text }, { config, today }).problems, []);
});

test("unused is nobody's word where the text is broken", () => {
  const broken = `${app}# seaworthy: allow root-user\n  "\n`;
  assert.ok(analyze("a.yaml", broken).unreadable.length > 0);
  assert.ok(manifest(broken).every((line) => !line.includes("unused")));
  const elsewhere = `# seaworthy: allow-file privileged-container\n${app.replace("true", "false")}---\n${broken}`;
  assert.ok(manifest(elsewhere).every((line) => !line.includes("unused")));
});

test("an end in the future", () => {
  assert.deepEqual(dockerfile("FROM a", "# seaworthy: allow root-user until=2026-10-16 -- b", "USER root"), []);
});

test("an end that is near is announced, up to its day", () => {
  for (const date of ["2026-10-15", "2026-10-01"]) {
    assert.deepEqual(dockerfile("FROM a", `# seaworthy: allow root-user, sudo until=${date}`, "USER root SUDO"), [
      `2 info seaworthy/expiring-allow "until=${date}" This allowance of root-user, sudo ends on ${date}.`,
    ]);
  }
});

test("an end that has passed: the comment does not hold, and can go", () => {
  const text = "FROM a\n# seaworthy: allow root-user until=2026-09-30 -- b\nUSER root\n";
  assert.deepEqual(report("Dockerfile", text), [
    '2 warning seaworthy/expired-allow "until=2026-09-30" This allowance of root-user ended on 2026-09-30.',
    "3 root-user",
  ]);
  assert.deepEqual(fixed("Dockerfile", text), {
    title: "Remove this allow comment",
    text: "FROM a\nUSER root\n",
  });
});

test("without a clock no end has come", () => {
  const text = "FROM a\n# seaworthy: allow root-user until=2020-01-01\nUSER root\n";
  const { config } = readConfig([{ allow: { maxDays: 1 } }], rules);
  assert.deepEqual(analyzer.analyze({ path: "Dockerfile", text }, { config, today: undefined }).problems, []);
});

test("what is no date", () => {
  for (const date of ["soon", "2026-13-01", "2026-02-30", "2027-1-1", "01.01.2027", ""]) {
    assert.deepEqual(dockerfile("FROM a", `# seaworthy: allow root-user until=${date}`, "USER root"), [
      `2 warning seaworthy/invalid-allow "until=${date}" "${date}" is no date: write until=YYYY-MM-DD.`,
      "3 root-user",
    ]);
  }
});

/** What is said of one comment above `USER root`, under `allow:` settings. */
function said(comment: string, allow: object): string | undefined {
  const found = report("Dockerfile", `FROM a\n${comment}\nUSER root\n`, allow);
  const [first, second] = found;
  if (first === undefined) return undefined;
  assert.equal(second, "3 root-user", "a comment that is wrong does not hold");
  assert.ok(first.startsWith(`2 warning seaworthy/invalid-allow "`), first);
  return first.slice(first.lastIndexOf('" ') + 2);
}

test("a reason, where one is required", () => {
  const missing = "A reason is required: end the comment with `-- <reason>`.";
  assert.equal(said("# seaworthy: allow root-user", { requireReason: true }), missing);
  assert.equal(said("# seaworthy: allow root-user -- ", { requireReason: true }), missing);
  assert.equal(said("# seaworthy: allow-file root-user", { requireReason: true }), missing);
  assert.equal(said("# seaworthy: allow root-user -- legacy", { requireReason: true }), undefined);
});

test("an end, where its distance is limited", () => {
  const limited = (words: string) => said(`# seaworthy: allow root-user ${words}`, { maxDays: 30 });
  assert.equal(limited(""), "An allowance needs an end: add until=YYYY-MM-DD, at most 30 days from today.");
  assert.equal(limited("until=2026-11-01"), "An allowance may last 30 days at most; this one lasts 31.");
  assert.equal(limited("until=2026-10-31"), undefined);
});

test("no comment holds where the configuration forbids them", () => {
  assert.equal(
    said("# seaworthy: allow root-user", { inline: false }),
    "The configuration does not honour allow comments (`allow.inline: false`).",
  );
});

test("words that are none of ours", () => {
  assert.equal(
    said("# seaworthy: ignore root-user", {}),
    "Write `# seaworthy: allow <rule> -- <reason>`, or `allow-file` for the whole file.",
  );
  assert.equal(
    said("# seaworthy: allow -- legacy", {}),
    "This allow comment names no rule: `# seaworthy: allow root-user -- reason`.",
  );
  assert.deepEqual(dockerfile("FROM a", "# seaworthy is what we want this to be", "USER root"), ["3 root-user"]);
  assert.deepEqual(dockerfile("FROM a", "# See seaworthy: allow root-user", "USER root"), ["3 root-user"]);
});

test("CRLF", () => {
  const crlf = app.replaceAll("\n", "\r\n");
  const comment = "  # seaworthy: allow root-user, privileged-container -- a driver\r\n";
  assert.deepEqual(manifest(crlf.replace("  - name: app", `${comment}  - name: app`)), ["12 root-user"]);
  assert.deepEqual(report("Dockerfile", "FROM a\r\n# seaworthy: allow root-user\r\nUSER root\r\nUSER root\r\n"), [
    "4 root-user",
  ]);
});

test("JSON has no comments, and text that looks like one is text", () => {
  const pod = { apiVersion: "v1", kind: "Pod", spec: { containers: [{ name: "# seaworthy: allow root-user" }] } };
  assert.deepEqual(report("pod.json", JSON.stringify(pod, null, 2)), ["7 root-user"]);
});

test("text in a block scalar is no comment", () => {
  const text = app.replace(
    "  name: web",
    "  name: web\n  annotations:\n    a: |\n      # seaworthy: allow-file root-user",
  );
  assert.deepEqual(manifest(text), ["10 root-user", "13 privileged-container", "14 root-user"]);
});

test("thousands of comments above thousands of findings are read in time", () => {
  const comment = "# seaworthy: allow sudo\n";
  const texts: readonly ((size: number) => { text: string; found: number })[] = [
    (size) => ({ text: `FROM a\n${`${comment}RUN SUDO a\n`.repeat(size)}`, found: 0 }),
    (size) => ({ text: `FROM a\n${comment.repeat(size)}RUN SUDO a\n`, found: 0 }),
    (size) => ({ text: `FROM a\n${comment.repeat(size)}`, found: size }),
  ];
  for (const text of texts) {
    assertGrowsLinearly(text, ({ text, found }) => assert.equal(report("Dockerfile", text).length, found), 2000);
  }
});

test("no text that is being typed fails", () => {
  const comment = "# seaworthy: allow root-user, sudo until=2026-10-02 -- legacy\n";
  for (const [path, text] of [
    ["Dockerfile", `FROM a\n${comment}USER root\n`],
    ["a.yaml", `--- ${comment}${app.slice(0, 70)}  ${comment}  - name: a\n    x: |\n      ${comment}`],
  ] as const) {
    for (let length = 0; length <= text.length; length++) {
      for (const { fixes, part } of analyze(path, text.slice(0, length)).problems) {
        for (const { changes } of fixes()) assert.ok("edits" in part.resolve(changes));
      }
    }
  }
});
