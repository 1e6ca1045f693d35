import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Analyzer } from "./analyze.ts";
import { readConfig } from "./config.ts";
import { composeRule, dockerfileRule, kubernetesRule } from "./rule.ts";
import { LineIndex } from "./text.ts";

const declared = { title: "t", why: "w", mayBreak: "m", severity: "warning", references: [], options: {} } as const;

const rules = [
  dockerfileRule({
    ...declared,
    id: "root",
    aliases: {
      hadolint: ["DL3002"],
      trivy: ["DS-0002"],
      checkov: ["CKV_DOCKER_3", "CKV_DOCKER_8"],
      kics: ["67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae"],
    },
    *check({ instructions }) {
      for (const { keyword, words } of instructions) {
        if (keyword === "USER" && words[0]?.value === "root") yield { span: words[0].span, message: "Root." };
      }
    },
  }),
  dockerfileRule({
    ...declared,
    id: "secret",
    aliases: { buildkit: ["SecretsUsedInArgOrEnv"], trivy: ["DS-0031"] },
    *check({ instructions }) {
      for (const { keyword, assignments } of instructions) {
        if (keyword === "ENV") for (const { nameSpan } of assignments) yield { span: nameSpan, message: "Secret." };
      }
    },
  }),
  kubernetesRule({
    ...declared,
    id: "escalation",
    aliases: {
      trivy: ["KSV-0001"],
      checkov: ["CKV_K8S_20"],
      kics: ["5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d"],
      kube_linter: ["privilege-escalation-container"],
      kube_score: ["container-security-context-privileged"],
      polaris: ["privilegeEscalationAllowed"],
    },
    *check({ containers }) {
      for (const { nameSpan } of containers) yield { span: nameSpan, message: "It may gain privileges." };
    },
  }),
  kubernetesRule({
    ...declared,
    id: "privileged",
    aliases: {
      trivy: ["KSV-0017"],
      checkov: ["CKV_K8S_16"],
      kics: ["dd29336b-fe57-445b-a26e-e6aa867ae609"],
      kube_linter: ["privileged-container"],
      kube_score: ["container-security-context-privileged"],
      polaris: ["runAsPrivileged"],
    },
    *check({ containers }) {
      for (const { securityContext } of containers) {
        const privileged = securityContext?.get("privileged");
        if (privileged?.boolean()) yield { span: privileged.span, message: "It is privileged." };
      }
    },
  }),
  kubernetesRule({
    ...declared,
    id: "ours",
    aliases: {},
    *check({ objects }) {
      for (const { nameSpan } of objects) yield { span: nameSpan, message: "Nobody else has this." };
    },
  }),
  composeRule({
    ...declared,
    id: "privileged",
    aliases: { kics: ["ae5b6871-7f45-42e0-bb4c-ab300c4d2026"] },
    *check({ services }) {
      for (const { view } of services) {
        const privileged = view.get("privileged");
        if (privileged?.boolean()) yield { span: privileged.span, message: "It is privileged." };
      }
    },
  }),
];

/** Lines (from 1) and rules of what is still found. */
function found(path: string, text: string, today: string | undefined = "2026-10-01", otherTools = true): string[] {
  const { config } = readConfig([{ allow: { otherTools } }], rules);
  const { problems } = new Analyzer(rules).analyze({ path, text }, { config, today });
  const lines = new LineIndex(text);
  return problems.map(({ id, span }) => `${lines.lineAt(span.start) + 1} ${id.slice(id.indexOf("/") + 1)}`);
}

const dockerfile = (...lines: string[]) => found("Dockerfile", `${lines.join("\n")}\n`);
const manifest = (text: string, today?: string) => found("a.yaml", text, today);

/** A pod of two containers, with texts put in where an ignore may stand. */
function pod({
  head = "",
  meta = "",
  first = "",
  context = "",
}: {
  head?: string;
  meta?: string;
  first?: string;
  context?: string;
}): string {
  return `${head}apiVersion: v1
kind: Pod
metadata: { name: web${meta} }
spec:
  containers:
${first}  - name: app
    image: a
${context}    securityContext:
      privileged: true
  - name: side
    image: b
`;
}

test("what is found where nobody ignores anything", () => {
  assert.deepEqual(dockerfile("FROM a", "USER root", "ENV KEY=1"), ["2 root", "3 secret"]);
  assert.deepEqual(manifest(pod({})), ["3 ours", "6 escalation", "9 privileged", "10 escalation"]);
});

test("hadolint: the next instruction, with trailing text", () => {
  assert.deepEqual(dockerfile("FROM a", "# hadolint ignore=DL3001,DL3002", "USER root", "USER root"), ["4 root"]);
  assert.deepEqual(dockerfile("FROM a", "#hadolint ignore = DL3008 , DL3002 # needed", "USER root"), []);
  assert.deepEqual(dockerfile("FROM a", "# hadolint ignore=DL3002 the port is low", "USER root"), []);
  assert.deepEqual(dockerfile("FROM a", "# hadolint ignore=DL3002", "# and why", "", "USER \\", "  root"), []);
  assert.deepEqual(dockerfile("FROM a", "# hadolint ignore=DL3008", "USER root"), ["3 root"]);
  assert.deepEqual(dockerfile("FROM a", "# hadolint ignore=crazy,DL3002", "USER root"), ["3 root"]);
  assert.deepEqual(dockerfile("# hadolint ignore=DL3002", "FROM a", "USER root"), ["3 root"]);
});

test("hadolint: inside an instruction nothing is read", () => {
  assert.deepEqual(dockerfile("FROM a", "RUN a && \\", "  # hadolint ignore=DL3002", "  b", "USER root"), ["5 root"]);
});

test("hadolint: a stage and the whole file", () => {
  const stages = ["FROM a", "USER root", "FROM b", "USER root"];
  assert.deepEqual(dockerfile("# hadolint stage ignore=DL3002", ...stages), ["5 root"]);
  assert.deepEqual(dockerfile("# hadolint global ignore=DL3002", ...stages), []);
  assert.deepEqual(dockerfile(...stages, "# hadolint global ignore = DL3008 , DL3002"), []);
});

test("BuildKit: the directive holds for the file, another comment for the next instruction", () => {
  const skip = "# check=skip=SecretsUsedInArgOrEnv";
  const env = ["ENV KEY=1", "ENV TOKEN=2"];
  assert.deepEqual(dockerfile("# syntax=docker/dockerfile:1", skip, "FROM a", ...env), []);
  assert.deepEqual(dockerfile("# check = error=true; skip = X, SecretsUsedInArgOrEnv", "FROM a", ...env), []);
  assert.deepEqual(dockerfile("# check=skip=all;error=true", "FROM a", ...env, "USER root"), ["5 root"]);
  assert.deepEqual(dockerfile("# check=error=true", "FROM a", ...env), ["3 secret", "4 secret"]);
  assert.deepEqual(dockerfile("FROM a", `${skip} // for a test`, ...env), ["4 secret"]);
  assert.deepEqual(dockerfile("FROM a", "# check=skip=JSONArgsRecommended", ...env), ["3 secret", "4 secret"]);
  // A blank line ends the directives.
  assert.deepEqual(dockerfile("", skip, "FROM a", ...env), ["4 secret", "5 secret"]);
});

test("Trivy: every spelling of an id", () => {
  for (const id of ["DS-0002", "AVD-DS-0002", "DS002", "ds002", "avd-ds-0002", "*", "DS-0010 DS-0002", "DS010,DS002"]) {
    assert.deepEqual(dockerfile("FROM a", `# trivy:ignore:${id}`, "USER root"), [], id);
  }
  for (const id of ["DS-0001", "KSV-0002", "DS-0002x", "DS-0010 because of DS-0002", ""]) {
    assert.deepEqual(dockerfile("FROM a", `# trivy:ignore:${id}`, "USER root"), ["3 root"], id);
  }
  assert.deepEqual(dockerfile("FROM a", "#trivy:ignore:DS-0001 it is #trivy:ignore:DS-0002 so", "USER root"), []);
  assert.deepEqual(dockerfile("FROM a", "# trivy:ignore:DS-0002", "# trivy:ignore:DS-0001", "USER root"), []);
  assert.deepEqual(dockerfile("FROM a", "# hadolint ignore=DL3008 # trivy:ignore:DS-0002", "USER root"), []);
});

test("Trivy: above all instructions it holds for the file, elsewhere for the next instruction", () => {
  assert.deepEqual(dockerfile("# trivy:ignore:DS-0002", "FROM a", "USER root", "ENV KEY=1"), ["4 secret"]);
  assert.deepEqual(dockerfile("FROM a", "# trivy:ignore:DS-0002", "FROM b", "USER root"), ["4 root"]);
});

test("Trivy: an expiry, until the day it names", () => {
  const text = (until: string) => `FROM a\n# trivy:ignore:DS-0002${until}\nUSER root\n`;
  const on = (until: string, today: string | undefined) => found("Dockerfile", text(until), today).length === 0;
  assert.equal(on(":exp:2026-12-31", "2026-12-30"), true);
  assert.equal(on(":exp:2026-12-31", "2026-12-31"), false);
  assert.equal(on(" exp:2026-12-31", "2026-12-30"), true);
  assert.equal(on(" DS-0001 exp:2026-12-31", "2027-01-01"), false);
  assert.equal(on(":ws:dev:exp:2026-12-31", "2027-01-01"), false);
  assert.equal(on(":exp:soon", "2026-01-01"), false);
  const { config } = readConfig([], rules);
  const today = undefined;
  const source = { path: "Dockerfile", text: text(":exp:2020-01-01") };
  assert.deepEqual(new Analyzer(rules).analyze(source, { config, today }).problems, [], "no clock, no end");
});

test("Trivy: in YAML the line, the line below, and what is nested there", () => {
  assert.deepEqual(manifest(pod({ head: "# trivy:ignore:KSV-0001\n" })), ["4 ours", "10 privileged"]);
  assert.deepEqual(manifest(pod({ first: "  # trivy:ignore:avd-ksv-0017 trivy:ignore:KSV001\n" })), [
    "3 ours",
    "11 escalation",
  ]);
  assert.deepEqual(manifest(pod({ context: "    # trivy:ignore:KSV017\n" })), [
    "3 ours",
    "6 escalation",
    "11 escalation",
  ]);
  assert.deepEqual(manifest(pod({}).replace("true", "true # trivy:ignore:KSV-0017")), [
    "3 ours",
    "6 escalation",
    "10 escalation",
  ]);
  assert.deepEqual(manifest(pod({}).replace("- name: app", "- name: app # trivy:ignore:*")), [
    "3 ours",
    "10 escalation",
  ]);
});

test("Checkov: anywhere in a Dockerfile, and all of it", () => {
  assert.deepEqual(dockerfile("FROM a", "USER root", "#checkov:skip=CKV_DOCKER_8:It has to"), []);
  assert.deepEqual(dockerfile("# bridgecrew:skip=CKV_DOCKER_3", "FROM a", "USER root"), []);
  assert.deepEqual(dockerfile("# checkov:skip=CKV_DOCKER_2: none", "FROM a", "USER root"), ["3 root"]);
});

test("Checkov: in YAML the object around the comment", () => {
  const one = pod({ context: "    # checkov:skip=CKV_K8S_16:It mounts\n" });
  const other = pod({ meta: "2" });
  assert.deepEqual(manifest(`${one}---\n${other}`), [
    "3 ours",
    "6 escalation",
    "11 escalation",
    "16 ours",
    "19 escalation",
    "22 privileged",
    "23 escalation",
  ]);
});

test("Checkov: the object of a list", () => {
  const item = (comment: string) =>
    `- apiVersion: v1\n  kind: Pod\n  spec:\n${comment}    containers:\n    - name: app\n`;
  const list = `apiVersion: v1\nkind: List\nitems:\n${item("")}${item("    # checkov:skip=CKV_K8S_20:x\n")}${item("")}`;
  assert.deepEqual(
    manifest(list).filter((line) => line.endsWith("escalation")),
    ["8 escalation", "19 escalation"],
  );
});

test("Checkov: annotations of the object", () => {
  const skip = (key: string, value: string) => manifest(pod({ meta: `, annotations: { ${key}: "${value}" }` }));
  const rest = ["3 ours", "9 privileged"];
  assert.deepEqual(skip("checkov.io/skip1", "CKV_K8S_20=I don't care"), rest);
  assert.deepEqual(skip("checkov.io/skip", "CKV_K8S_20"), rest);
  assert.deepEqual(skip("checkov.io/skipME", "CKV_K8S_20"), rest);
  assert.deepEqual(skip("bridgecrew.io/skip99", "CKV_K8S_20=x=y"), rest);
  assert.deepEqual(skip("cortex.io/skip2", "CKV_K8S_20"), rest);
  assert.equal(skip("checkov.io/skip1", "CKV_K8S_1").length, 4);
});

test("KICS: a whole file, by the comments that it begins with", () => {
  const two = `${pod({})}---\n${pod({})}`;
  assert.deepEqual(manifest(`# a\n# KICS-SCAN ignore\n${two}`), ["5 ours", "17 ours"]);
  assert.deepEqual(manifest(`---\n# kics-scan disable=0, 5572CC5E-1e4c-4113-92a6-7a8a3bd25e6d\n${two}`), [
    "5 ours",
    "11 privileged",
    "17 ours",
    "23 privileged",
  ]);
  assert.equal(manifest(`${pod({})}---\n# kics-scan ignore\n${pod({})}`).length, 8);
  assert.deepEqual(dockerfile("# kics-scan ignore", "FROM a", "USER root", "ENV KEY=1"), ["4 secret"]);
  assert.deepEqual(dockerfile("FROM a", "# kics-scan ignore", "USER root"), ["3 root"]);
});

test("KICS: the next line or instruction", () => {
  assert.deepEqual(dockerfile("FROM a", "# kics-scan ignore-line", "USER \\", "  root", "USER root"), ["5 root"]);
  const line = pod({}).replace("      privileged", "      # kics-scan ignore-line\n      privileged");
  assert.deepEqual(manifest(line), ["3 ours", "6 escalation", "11 escalation"]);
  assert.equal(manifest(pod({ context: "    # kics-scan ignore-line\n" })).length, 4);
});

test("KICS: a block", () => {
  const block = "# kics-scan ignore-block";
  assert.deepEqual(dockerfile(block, "FROM a", "USER root", "FROM b", "USER root"), ["5 root"]);
  assert.deepEqual(manifest(pod({ context: `    ${block}\n` })), ["3 ours", "6 escalation", "11 escalation"]);
  assert.deepEqual(manifest(pod({ head: `---\n${block}\n` })), ["5 ours"]);
  const services = `services:\n  ${block}\n  a:\n    privileged: true\n  b:\n    privileged: true\n`;
  assert.deepEqual(found("compose.yaml", services), ["6 privileged"]);
});

test("kube-linter, kube-score and Polaris: annotations of the object", () => {
  const annotated = (annotation: string) => manifest(pod({ meta: `, annotations: { ${annotation} }` }));
  const noEscalation = ["3 ours", "9 privileged"];
  assert.deepEqual(annotated(`ignore-check.kube-linter.io/privilege-escalation-container: "why"`), noEscalation);
  assert.deepEqual(annotated(`kube-linter.io/ignore-all: ""`), ["3 ours"]);
  assert.deepEqual(annotated("kube-score/ignore: 'x, container-security-context-privileged'"), ["3 ours"]);
  assert.deepEqual(annotated(`polaris.fairwinds.com/privilegeEscalationAllowed-exempt: "true"`), noEscalation);
  assert.deepEqual(annotated(`polaris.fairwinds.com/exempt: "true"`), ["3 ours"]);
  for (const other of [
    `polaris.fairwinds.com/exempt: "false"`,
    "ignore-check.kube-linter.io/host-network: x",
    "kube-score/enable: container-security-context-privileged",
  ]) {
    assert.equal(annotated(other).length, 4, other);
  }
});

test("kube-score: annotations of a pod template", () => {
  const template = (annotation: string) =>
    manifest(`apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { annotations: { ${annotation} } }
    spec: { containers: [{ name: app }] }
`);
  assert.deepEqual(template("kube-score/ignore: container-security-context-privileged"), ["3 ours"]);
  assert.deepEqual(template(`polaris.fairwinds.com/exempt: "true"`), ["3 ours", "7 escalation"]);
});

test("other marks are nobody's", () => {
  for (const mark of [
    "# nosec",
    "# noqa: DL3002",
    "# nosemgrep: DL3002",
    "# tfsec:ignore:DS-0002",
    "# checkov:skip=",
  ]) {
    assert.deepEqual(dockerfile("FROM a", mark, "USER root"), ["3 root"], mark);
  }
});

test("`otherTools: false` hears none of them", () => {
  const text = "# kics-scan ignore\nFROM a\n# hadolint ignore=DL3002\nUSER root\n# checkov:skip=CKV_DOCKER_8\n";
  assert.deepEqual(found("Dockerfile", text, undefined, false), ["4 root"]);
});

test("an allow comment of ours is used although another tool is told the same", () => {
  const text = "FROM a\n# hadolint ignore=DL3002\n# seaworthy: allow root -- legacy\nUSER root\n";
  assert.deepEqual(found("Dockerfile", text), []);
});

test("CRLF changes nothing", () => {
  const crlf = (text: string) => text.replaceAll("\n", "\r\n");
  assert.deepEqual(found("Dockerfile", crlf("FROM a\n# hadolint ignore=DL3002\nUSER root\n")), []);
  assert.deepEqual(manifest(crlf(pod({ first: "  # trivy:ignore:KSV-0001\n" }))), [
    "3 ours",
    "10 privileged",
    "11 escalation",
  ]);
  assert.deepEqual(manifest(crlf(`# kics-scan ignore\n${pod({})}`)), ["4 ours"]);
});

const hadolintCases = new URL("../../../shared/corpus/A2-hadolint/cases.jsonl", import.meta.url);
const present = existsSync(hadolintCases);
if (!present) console.log("The corpus is absent: hadolint's own cases are not run.");

test("hadolint's own cases of its ignores", { skip: !present }, () => {
  type Case = { rule: string; expected: string; dockerfile: string };
  let count = 0;
  for (const line of readFileSync(hadolintCases, "utf8").split("\n")) {
    if (!line.includes("DL3002")) continue;
    const { rule, expected, dockerfile: text } = JSON.parse(line) as Case;
    if (rule !== "DL3002" || !/hadolint .*ignore/.test(text)) continue;
    count++;
    const roots = found("Dockerfile", text).filter((one) => one.endsWith("root"));
    assert.equal(roots.length > 0, expected === "fires", text);
  }
  assert.ok(count >= 4, `${count} cases`);
});
