import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { test } from "node:test";
import {
  binary,
  bundle,
  type Content,
  check,
  folder,
  home,
  type Report,
  read,
  root,
  seaworthy,
} from "./command-line.ts";

const add = "FROM scratch\nADD a.txt b.txt /\nUSER 65532:65532\n";
const copy = add.replace("ADD", "COPY");
const privileged = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: ghcr.io/acme/app:1.2.3
      securityContext:
        privileged: true
`;

test("JSON is as documented: zero-based, each finding by itself, with its fixes' edits", () => {
  const made = folder({ Dockerfile: add });
  const { code, version, files, findings, errors } = check(made, "Dockerfile", "--rule", "add-instead-of-copy");
  assert.equal(code, 0);
  assert.deepEqual({ version, files, errors }, { version: 1, files: 1, errors: [] });
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 3 } };
  assert.equal(findings.length, 1);
  const { message, docs, ...rest } = findings[0] ?? assert.fail();
  assert.match(message, /ADD/);
  assert.match(docs, /^https:\/\/.*\/dockerfile\/add-instead-of-copy\.md$/);
  assert.deepEqual(rest, {
    path: "Dockerfile",
    rule: "dockerfile/add-instead-of-copy",
    severity: "info",
    range,
    place: "stage final",
    fixes: [{ title: "Use COPY", safety: "safe", edits: [{ range, newText: "COPY" }] }],
  });
});

test("paths are shown as they were given", () => {
  const made = folder({ "sub/Dockerfile": add });
  const paths = (...args: string[]) => [...new Set(check(made, ...args).findings.map((finding) => finding.path))];
  assert.deepEqual(paths(), ["sub/Dockerfile"]);
  assert.deepEqual(paths("sub"), ["sub/Dockerfile"]);
  assert.deepEqual(paths("./sub/"), ["./sub/Dockerfile"]);
  assert.deepEqual(paths(path.join(made, "sub")), [path.join(made, "sub/Dockerfile")]);
});

test("the exit code is 1 from --fail-on up, 0 below, 2 for a run that failed", () => {
  const made = folder({ Dockerfile: add, "pod.yaml": privileged });
  const code = (...args: string[]) => seaworthy(made, args).code;
  assert.equal(code("check", "pod.yaml"), 1);
  assert.equal(code("check", "pod.yaml", "--fail-on", "never"), 0);
  assert.equal(code("check", "Dockerfile", "--rule", "dockerfile/add-instead-of-copy"), 0);
  assert.equal(code("check", "Dockerfile", "--rule", "add-instead-of-copy", "--fail-on", "info"), 1);
  assert.equal(code("check", "Dockerfile", "--rule", "sudo", "--rule", "add-instead-of-copy", "--fail-on", "info"), 1);
  assert.equal(code("check", "nowhere"), 2);
  assert.equal(code("check", "pod.yaml", "nowhere"), 2);
});

test("a user's mistake is one line that says what was meant", () => {
  const made = folder({ Dockerfile: add });
  const mistakes: readonly (readonly [readonly string[], RegExp])[] = [
    [["chek"], /no command "chek".*seaworthy check/],
    [["check", "--fromat", "json"], /no option --fromat\. Did you mean --format\?/],
    [["check", "--format"], /--format needs a value: text\|json/],
    [["check", "--format", "jsno"], /--format must be one of .*, not "jsno"\. Did you mean json\?/],
    [["check", "--stdin=yes"], /--stdin takes no value/],
    [["check", "--rule", "rot-user"], /no rule "rot-user"\. Did you mean .*root-user\?/],
    [["check", "--kubernetes-version", "latest"], /--kubernetes-version must be a version/],
    [["check", "--stdin-filename", "x"], /needs --stdin/],
    [["check", "--stdin", "Dockerfile"], /cannot be read at once/],
    [["check", "--config", "none.yaml"], /none\.yaml.*no such file/],
    [["check", "--baseline", "none.json"], /none\.json.*no such file/i],
    [["explain", "privilegd-container"], /Did you mean .*privileged-container/],
    [["explain"], /needs one rule's id/],
    [["lsp"], /needs --stdio/],
  ];
  for (const [args, expected] of mistakes) {
    const { code, err } = seaworthy(made, args);
    assert.match(err, expected);
    assert.equal(code, 2, args.join(" "));
    assert.equal(err.trimEnd().split("\n").length, 1, err);
  }
});

test("help and version go to standard output", () => {
  assert.match(seaworthy(home, ["--help"]).out, /Usage: seaworthy/);
  assert.match(seaworthy(home, ["check", "--help"]).out, /--fail-on SEVERITY/);
  assert.match(seaworthy(home, ["--version"]).out, /^\d+\.\d+\.\d+\n$/);
  assert.equal(seaworthy(home, []).code, 2);
});

test("directories are walked by name and content, in order, and .gitignore holds at every level", () => {
  const made = folder({
    ".git/HEAD": "",
    ".gitignore": "/dist\n*.gen.yaml\n",
    "Dockerfile.prod": add,
    "Dockerfile.dockerignore": "*",
    "b/app.dockerfile": add,
    "b/Containerfile": add,
    "b/.gitignore": "!keep.gen.yaml\nsecret/\n",
    "b/keep.gen.yaml": privileged,
    "b/drop.gen.yaml": privileged,
    "b/secret/Dockerfile": add,
    "a/pod.yaml": privileged,
    "a/pod.json": '{"apiVersion": "v1", "kind": "Pod", "spec": {"hostNetwork": true, "containers": [{"name": "a"}]}}',
    "a/values.yaml": "replicas: 3\n",
    "dist/Dockerfile": add,
    "node_modules/x/Dockerfile": add,
  });
  const paths = (...args: string[]) => [...new Set(check(made, ...args).findings.map((finding) => finding.path))];
  assert.deepEqual(paths(), [
    "Dockerfile.prod",
    "a/pod.json",
    "a/pod.yaml",
    "b/Containerfile",
    "b/app.dockerfile",
    "b/keep.gen.yaml",
  ]);
  assert.deepEqual(paths("b").length, 3, "the .gitignore above a folder holds in it");
  assert.deepEqual(paths("dist"), ["dist/Dockerfile"], "what is named is meant");
  assert.deepEqual(paths("b/secret/Dockerfile"), ["b/secret/Dockerfile"]);
});

test("a file twice named is checked once", () => {
  const made = folder({ "sub/Dockerfile": add });
  assert.equal(check(made, "sub/Dockerfile", "sub", ".").files, 1);
});

test("links in circles and links to nowhere do no harm, and the latter are told", () => {
  const made = folder({ "sub/Dockerfile": add });
  symlinkSync("..", path.join(made, "sub/loop"));
  symlinkSync("sub/Dockerfile", path.join(made, "Dockerfile"));
  const linked = check(made);
  assert.deepEqual([linked.files, linked.errors], [1, []]);
  symlinkSync("gone", path.join(made, "Containerfile"));
  symlinkSync("self.yaml", path.join(made, "self.yaml"));
  symlinkSync("user@host.1", path.join(made, ".#pod.yaml"));
  const dangling = check(made);
  assert.deepEqual(
    dangling.errors.map((error) => error.path),
    ["Containerfile", "self.yaml"],
  );
  assert.equal(dangling.code, 2);
});

test("what cannot be read is told by name with what to do, and the other files are still checked", () => {
  const bytes = Buffer.from([0x46, 0x52, 0x00, 0x01, 0xff, 0x00, 0x10]);
  const made = folder({
    "Dockerfile.binary": bytes,
    "Dockerfile.latin1": Buffer.from("FROM scratch\n# caf\xe9\n", "latin1"),
    "Dockerfile.wide": Buffer.from("FROM scratch\n", "utf16le"),
    "Dockerfile.good": add,
    "unrelated.json": bytes,
  });
  mkdirSync(path.join(made, "Dockerfile"));
  const { code, files, errors } = check(made);
  assert.deepEqual([code, files], [2, 1]);
  const messages = Object.fromEntries(errors.map((error) => [error.path, error.message]));
  assert.deepEqual(Object.keys(messages), ["Dockerfile.binary", "Dockerfile.latin1", "Dockerfile.wide"]);
  assert.match(messages["Dockerfile.binary"] ?? "", /binary file: exclude it/);
  assert.match(messages["Dockerfile.latin1"] ?? "", /not valid UTF-8.*save it as UTF-8/);
  assert.match(messages["Dockerfile.wide"] ?? "", /UTF-16 without a byte order mark/);
});

test("a file beyond the limit is refused with a word, and passed over where it is not ours", () => {
  const big = Buffer.alloc(50 * 1024 * 1024 + 1, "# filler\n");
  const made = folder({ "pod.yaml": Buffer.concat([Buffer.from(privileged), big]), "data.json": big, Dockerfile: add });
  const { code, files, errors } = check(made);
  assert.deepEqual([code, files, errors.length], [2, 1, 1]);
  assert.equal(errors[0]?.path, "pod.yaml");
  assert.match(errors[0]?.message ?? "", /too large \(51 MB; the limit is 50 MB\)/);
});

test("a named file that is none of ours is told, and no failure", () => {
  const made = folder({ "notes.txt": "hello\n", "empty.yaml": "", "build-image": add });
  const { code, err } = seaworthy(made, ["check", "notes.txt", "empty.yaml"]);
  assert.equal(code, 0);
  assert.match(err, /notes\.txt is no Dockerfile.*\n.*empty\.yaml is no Dockerfile/);
  assert.equal(check(made, "build-image").files, 1, "a Dockerfile may have any name");
});

test("an empty folder is told, and an empty Dockerfile is no crash", () => {
  const made = folder({});
  assert.match(seaworthy(made, ["check"]).err, /nothing was checked/);
  writeFileSync(path.join(made, "Dockerfile"), "");
  assert.equal(seaworthy(made, ["check"]).code, 0);
});

test("YAML that does not parse is an error with its line, not silence", () => {
  const conflict = privileged.replace(
    "    - name: app\n",
    "<<<<<<< HEAD\n    - name: app\n=======\n    - name: b\n>>>>>>> x\n",
  );
  const made = folder({ "pod.yaml": conflict, "other.yaml": privileged });
  const { code, errors, findings } = check(made);
  assert.equal(code, 2);
  assert.ok(errors.some((error) => error.path === "pod.yaml" && /^line \d+, column \d+: /.test(error.message)));
  assert.ok(findings.some((finding) => finding.path === "other.yaml"));
});

test("bombs of aliases and of depth come to an end", () => {
  const levels = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}]`);
  const made = folder({
    "bomb.yaml": `${privileged}a0: &a0 [x]\n${levels.join("\n")}\n`,
    "deep.json": `{"apiVersion": "v1", "kind": "Pod", "spec": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    "deep.yaml": `apiVersion: v1\nkind: Pod\nspec:\n${Array.from({ length: 3000 }, (_, n) => `${" ".repeat(n + 1)}a:\n`).join("")}`,
  });
  const { code } = seaworthy(made, ["check", "--fail-on", "never"]);
  assert.ok(code === 0 || code === 2);
});

test("a template is hinted at and not judged", () => {
  const made = folder({
    "t.yaml": "apiVersion: v1\nkind: Pod\nspec:\n  {{- if .x }}\n  hostNetwork: true\n  {{- end }}\n",
  });
  const { code, findings } = check(made);
  assert.equal(code, 0);
  assert.deepEqual(
    findings.map(({ rule, severity }) => [rule, severity]),
    [["seaworthy/templated-file", "hint"]],
  );
});

test("the nearest configuration holds, and what is wrong in it has its file and line", () => {
  const made = folder({
    ".seaworthy.yaml": "rules:\n  add-instead-of-copy: off\n",
    Dockerfile: add,
    "sub/.seaworthy.yaml": "rules:\n  add-instead-of-copy: error\nexclude: [legacy/]\n",
    "sub/Dockerfile": add,
    "sub/legacy/Dockerfile": add,
    "bad/.seaworthy.yaml": "extends: recommended\nrules:\n  rot-user: off\n",
    "bad/Dockerfile": add,
  });
  const of = (...args: string[]) =>
    check(made, "--rule", "add-instead-of-copy", ...args).findings.map((finding) => [finding.path, finding.severity]);
  assert.deepEqual(
    of(".").filter(([file]) => !file?.startsWith("bad/")),
    [["sub/Dockerfile", "error"]],
  );
  assert.deepEqual(of("--config", "sub/.seaworthy.yaml", "Dockerfile"), [["Dockerfile", "error"]]);
  const { code, errors } = check(made, "bad");
  assert.equal(code, 2);
  assert.deepEqual(
    errors.map((error) => error.path),
    ["bad/.seaworthy.yaml"],
  );
  assert.match(errors[0]?.message ?? "", /^line 3, column 3: There is no rule "rot-user"\. Did you mean/);
  const { err } = seaworthy(made, ["check", "sub/legacy/Dockerfile"]);
  assert.match(err, /sub\/legacy\/Dockerfile is left out: the configuration excludes it/);
});

test("standard input is checked under the name that it is given", () => {
  const made = folder({ "sub/.seaworthy.yaml": "rules: { add-instead-of-copy: error }\n" });
  const args = ["check", "--format", "json", "--stdin", "--stdin-filename"];
  const { findings } = JSON.parse(seaworthy(made, [...args, "sub/Dockerfile"], { input: add }).out) as Report;
  assert.ok(findings.some(({ path: file, severity }) => file === "sub/Dockerfile" && severity === "error"));
  const piped = seaworthy(made, ["check", "-"], { input: privileged });
  assert.equal(piped.code, 1);
  assert.match(piped.out, /<stdin>:\d+:\d+: error: /);
});

test("text is code frames, grouped, with a summary; colours only where they are wanted", () => {
  const made = folder({ "pod.yaml": privileged });
  const { out } = seaworthy(made, ["check"]);
  assert.match(out, /^pod\.yaml:10:\d+: error: .+ \[kubernetes\/privileged-container\]\n/m);
  assert.match(out, /^ {2}10 \| {9}privileged: true\n {5}\| {21}\^\^\^\^\n/m);
  assert.match(out, /^pod\.yaml:7:13: warning: Container app lacks \d protections/m);
  assert.match(out, /^\d+ problems \(.*\) in 1 of 1 file\.$/m);
  const control = "\u001B[";
  assert.equal(out.includes(control), false);
  assert.equal(seaworthy(made, ["check"], { env: { FORCE_COLOR: "1" } }).out.includes(control), true);
  assert.equal(seaworthy(made, ["check"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }).out.includes(control), false);
});

test("a file cannot move the cursor or turn the reading direction of whoever reads the report", () => {
  const made = folder({ Dockerfile: 'FROM scratch\nADD "a\u001B[2Jb\u202E.txt" /x/\nUSER 1:1\n' });
  const { out } = seaworthy(made, ["check", "--rule", "add-instead-of-copy"]);
  assert.match(out, /ADD/);
  for (const hostile of ["\u001B", "\u202E"]) assert.equal(out.includes(hostile), false);
});

test("a secret is found and not repeated, in its own frame or a neighbour's", () => {
  const secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
  const made = folder({ Dockerfile: `FROM scratch\nENV API_TOKEN="${secret}"\nADD a.txt /\nUSER 1:1\n` });
  for (const args of [[], ["--rule", "add-instead-of-copy"], ["-f", "json"], ["-f", "sarif"], ["-f", "github"]]) {
    const { out } = seaworthy(made, ["check", ...args]);
    assert.match(out, /add-instead-of-copy/);
    assert.equal(out.includes(secret.slice(8)), false, args.join(" "));
  }
  assert.match(seaworthy(made, ["check"]).out, /^ {2}2 \| ENV API_TOKEN="\*+"$/m);
  const account = folder({ Dockerfile: 'FROM debian:13\nRUN echo "root:hunter22" | chpasswd\nUSER 1:1\n' });
  const { out } = seaworthy(account, ["check"]);
  assert.match(out, /account-password/);
  assert.equal(out.includes("hunter22"), false);
});

test("fix applies what is safe, keeps line ends, encoding, mode and links, and leaves no litter", () => {
  const crlf = add.replaceAll("\n", "\r\n");
  const wide = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(add, "utf16le").swap16()]);
  const made = folder({
    "Dockerfile.crlf": crlf,
    "Dockerfile.bom": `\uFEFF${add}`,
    "Dockerfile.wide": wide,
    "real/target": add,
  });
  chmodSync(path.join(made, "Dockerfile.crlf"), 0o640);
  symlinkSync("real/target", path.join(made, "Dockerfile"));
  const { code, out } = seaworthy(made, ["fix", "--rule", "add-instead-of-copy"]);
  assert.equal(code, 0);
  assert.match(out, /fixed {2}Use COPY in stage final \[dockerfile\/add-instead-of-copy\]/);
  assert.match(out, /4 fixes applied in 4 files; 0 findings left\./);
  assert.equal(read(made, "Dockerfile.crlf"), crlf.replace("ADD", "COPY"));
  assert.equal(statSync(path.join(made, "Dockerfile.crlf")).mode & 0o777, 0o640);
  assert.equal(read(made, "Dockerfile.bom"), `\uFEFF${copy}`);
  const wideAfter = readFileSync(path.join(made, "Dockerfile.wide"));
  assert.equal(new TextDecoder("utf-16be").decode(wideAfter), copy);
  assert.deepEqual([...wideAfter.subarray(0, 2)], [0xfe, 0xff]);
  assert.ok(lstatSync(path.join(made, "Dockerfile")).isSymbolicLink());
  assert.equal(read(made, "real/target"), copy);
  assert.deepEqual(readdirSync(made).sort(), [
    "Dockerfile",
    "Dockerfile.bom",
    "Dockerfile.crlf",
    "Dockerfile.wide",
    "real",
  ]);
});

test("--diff writes nothing, and git applies it", () => {
  const made = folder({ "sub/Dockerfile": add, "pod.yaml": privileged.trimEnd() });
  const { out, code } = seaworthy(made, ["harden", "--diff"]);
  assert.equal(code, 1);
  assert.equal(read(made, "sub/Dockerfile"), add);
  const applied = spawnSync("git", ["apply", "--unsafe-paths", "-"], { cwd: made, input: out, encoding: "utf8" });
  assert.equal(applied.status, 0, applied.stderr);
  const patched = ["sub/Dockerfile", "pod.yaml"].map((name) => read(made, name));
  writeFileSync(path.join(made, "sub/Dockerfile"), add);
  writeFileSync(path.join(made, "pod.yaml"), privileged.trimEnd());
  seaworthy(made, ["harden"]);
  assert.deepEqual(
    patched,
    ["sub/Dockerfile", "pod.yaml"].map((name) => read(made, name)),
  );
});

test("fix as a filter gives the text back, repaired or as it was", () => {
  const made = folder({});
  const args = ["fix", "--rule", "add-instead-of-copy", "--stdin", "--stdin-filename"];
  assert.equal(seaworthy(made, [...args, "Dockerfile"], { input: add }).out, copy);
  assert.equal(seaworthy(made, [...args, "Dockerfile"], { input: copy }).out, copy);
  assert.equal(seaworthy(made, [...args, "notes.txt"], { input: "notes\n" }).out, "notes\n");
});

test("harden names the containers whose user it cannot know", () => {
  const images = ["ghcr.io/acme/web:1", "prom/node-exporter:v1.8.2", "nginxinc/nginx-unprivileged:1.29"];
  const containers = images.map((image, at) => `    - name: c${at}\n      image: ${image}\n`).join("");
  const made = folder({
    "pod.yaml": `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${containers}`,
  });
  const { out } = seaworthy(made, ["harden", "pod.yaml"]);
  const open = out.split("\n").filter((line) => line.startsWith("  open"));
  assert.deepEqual(open, ["  open   Pod/web container c0"]);
  assert.match(out, /\n {9}Which user the image sets is not known\./);
});

test("harden brings a pod to restricted, or to baseline where that is asked for", () => {
  const made = folder({ "pod.yaml": privileged, "base.yaml": privileged });
  seaworthy(made, ["harden", "pod.yaml"]);
  seaworthy(made, ["harden", "--level", "baseline", "base.yaml"]);
  const { out, code } = seaworthy(made, ["level", "--format", "json"]);
  assert.equal(code, 0);
  const { version, workloads, errors } = JSON.parse(out);
  assert.deepEqual({ version, errors }, { version: 1, errors: [] });
  assert.deepEqual(
    workloads.map(({ path: file, apiVersion, kind, name, namespace, line, level }: Record<string, unknown>) => ({
      file,
      apiVersion,
      kind,
      name,
      namespace,
      line,
      level,
    })),
    ["base.yaml", "pod.yaml"].map((file) => ({
      file,
      apiVersion: "v1",
      kind: "Pod",
      name: "web",
      namespace: null,
      line: 3,
      level: file === "pod.yaml" ? "restricted" : "baseline",
    })),
  );
  assert.doesNotMatch(read(made, "base.yaml"), /runAsNonRoot/);
});

test("what Kustomize lays over a manifest is found, and the level says that it comes after", () => {
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: "b:1"}]}\n`;
  const made = folder({
    "p.yaml": pod,
    "q.yaml": pod.replace("name: p", "name: q"),
    Kustomization: `resources: [p.yaml, q.yaml]
secretGenerator: [{name: db, literals: [password=Xy7kdl29pp]}]
patches:
  - target: {kind: Pod, name: p}
    path: patch.json
`,
    "patch.json": `[{"op": "add", "path": "/spec/hostNetwork", "value": true}]`,
  });
  const { out } = seaworthy(made, ["check", "--format", "json", "Kustomization", "patch.json"]);
  const rules = JSON.parse(out).findings.map(({ path: file, rule }: Record<string, unknown>) => `${file} ${rule}`);
  assert.deepEqual(rules, ["Kustomization kubernetes/secret-in-manifest", "patch.json kubernetes/host-network"]);
  assert.doesNotMatch(seaworthy(made, ["check"]).out, /Xy7kdl29pp/);

  const { workloads } = JSON.parse(seaworthy(made, ["level", "--format", "json"]).out);
  assert.deepEqual(
    workloads.map(({ name, patchedBy }: Record<string, unknown>) => [name, patchedBy]),
    [
      ["p", ["Kustomization"]],
      ["q", undefined],
    ],
  );
  assert.match(seaworthy(made, ["level"]).out, /Pod p: baseline, before the patches of Kustomization\n/);
});

test("level says what keeps a workload from the next level", () => {
  const made = folder({ "pod.yaml": privileged });
  const { out } = seaworthy(made, ["level"]);
  assert.match(out, /^pod\.yaml:4: Pod web: privileged\n {2}not baseline, because\n {2}10:\d+ .+ \[privileged\]\n/);
  const { violations } = JSON.parse(seaworthy(made, ["level", "-f", "json"]).out).workloads[0];
  assert.deepEqual(violations[0].range, { start: { line: 9, character: 20 }, end: { line: 9, character: 24 } });
});

test("a baseline accepts what was there, at its place and not its line", () => {
  const made = folder({ "sub/Dockerfile": add });
  const args = ["--baseline", "sub/baseline.json", "--fail-on", "info"];
  assert.equal(seaworthy(made, ["check", ...args, "--update-baseline"]).code, 0);
  assert.equal(seaworthy(made, ["check", ...args]).code, 0);
  writeFileSync(path.join(made, "sub/Dockerfile"), `# moved\n\n${add}`);
  assert.equal(
    seaworthy(path.join(made, "sub"), ["check", "--baseline", "baseline.json", "--fail-on", "info"]).code,
    0,
  );
  writeFileSync(path.join(made, "sub/pod.yaml"), privileged);
  assert.equal(seaworthy(made, ["check", ...args]).code, 1);
});

test("rules and their pages", () => {
  const { rules } = JSON.parse(seaworthy(home, ["rules", "--format", "json"]).out);
  const rule = rules.find(({ id }: { id: string }) => id === "kubernetes/privileged-container");
  assert.deepEqual([rule.target, rule.severity, rule.fixable], ["kubernetes", "error", true]);
  assert.equal(Object.keys(rule.aliases).length, 15);
  assert.deepEqual(rule.podSecurity, { level: "baseline", check: "privileged" });
  assert.match(seaworthy(home, ["rules"]).out, /^kubernetes\/privileged-container +error +fix +\S/m);
  const page = seaworthy(home, ["explain", "privileged-container"]).out;
  for (const heading of ["Why it matters", "Fixes, such as", "What may break", "In other tools"])
    assert.ok(page.includes(heading));
  const milder = seaworthy(home, ["explain", "powerful-account"]).out;
  assert.match(milder, /severity: error, but warning or info where less is at stake or certain/);
  const first = (id: string) => /\[(\S+)\]/.exec(seaworthy(home, ["explain", id]).out)?.[1];
  assert.equal(first("DL3020"), "dockerfile/add-instead-of-copy");
  for (const id of ["DS-0002", "DS002", "AVD-DS-0002", "avd-ds-0002"]) assert.equal(first(id), "dockerfile/root-user");
  for (const id of ["KSV-0001", "KSV001", "AVD-KSV-0001"]) assert.equal(first(id), "kubernetes/privilege-escalation");
  assert.equal(first("run-as-non-root"), "kubernetes/root-user");
  assert.equal(first("privilege-escalation-container"), "kubernetes/privilege-escalation");
  assert.equal(first("C-0188"), "kubernetes/pod-creation");
});

test("the formats of CI servers", () => {
  const made = folder({ "a b.yaml": privileged, "bad.yaml": "apiVersion: v1\nkind: Pod\nspec: [\n" });
  const output = (format: string) => seaworthy(made, ["check", "--format", format]).out;
  const sarif = JSON.parse(output("sarif"));
  const [run] = sarif.runs;
  assert.equal(sarif.version, "2.1.0");
  assert.equal(run.results[0].locations[0].physicalLocation.artifactLocation.uri, "a%20b.yaml");
  for (const { ruleId, ruleIndex } of run.results) assert.equal(run.tool.driver.rules[ruleIndex].id, ruleId);
  assert.equal(run.invocations[0].executionSuccessful, false);
  assert.match(
    output("github"),
    /^::error file=a b\.yaml,line=10,endLine=10,col=\d+,endColumn=\d+,title=kubernetes\/privileged-container::/m,
  );
  const gitlab: { fingerprint: string }[] = JSON.parse(output("gitlab"));
  assert.equal(new Set(gitlab.map(({ fingerprint }) => fingerprint)).size, gitlab.length);
  assert.match(output("junit"), /<testsuites name="Seaworthy" tests="\d+" failures="\d+" errors="1">/);
});

test("workers give what one process gives, errors included", () => {
  const files = Array.from({ length: 700 }, (_, n): [string, Content] => {
    const content = n % 50 === 0 ? Buffer.from([0]) : n % 3 === 0 ? add : privileged.replace("web", `web-${n}`);
    return [`${String(n).padStart(3, "0")}/${n % 3 === 0 ? "Dockerfile" : "pod.yaml"}`, content];
  });
  const shop =
    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n";
  files.push(["999/pod.yaml", privileged.replace("name: web", "name: web\n  namespace: shop")], ["ns.yaml", shop]);
  const made = folder({ ...Object.fromEntries(files), ".seaworthy.yaml": "rules: { nothing: off }\n" });
  for (const format of ["text", "json"]) {
    const run = (jobs: string) => seaworthy(made, ["check", "--format", format, "--jobs", jobs]);
    const alone = run("1");
    assert.equal(alone.code, 2);
    assert.equal(alone.out.match(/kubernetes\/rejected-pod\b(?!\.md)/g)?.length, 1, "another file has a say");
    assert.equal(alone.err.match(/^failed: .*nothing/gm)?.length, 1);
    const together = run("3");
    assert.ok(alone.out === together.out, "the output differs");
    assert.deepEqual(together.err.split("\n").sort(), alone.err.split("\n").sort());
  }
  assert.match(seaworthy(made, ["check", "--jobs", "0"]).err, /--jobs must be a number/);
});

test("what stands in another file is named with its place", () => {
  const made = folder({
    "a/ns.yaml":
      "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n",
    "b/pod.yaml": privileged.replace("name: web", "name: web\n  namespace: shop"),
  });
  const { findings } = check(made, ".", "--rule", "rejected-pod");
  assert.deepEqual(
    findings.map(({ path, related }) => ({ path, related })),
    [
      {
        path: "b/pod.yaml",
        related: [
          {
            path: "a/ns.yaml",
            range: { start: { line: 5, character: 40 }, end: { line: 5, character: 48 } },
            message: "shop enforces baseline here",
          },
        ],
      },
    ],
  );
  assert.match(seaworthy(made, ["check", "."]).out, /see a\/ns\.yaml:6:41: shop enforces baseline here/);
  const sarif = JSON.parse(seaworthy(made, ["check", ".", "--format", "sarif", "--rule", "rejected-pod"]).out);
  assert.equal(sarif.runs[0].results[0].relatedLocations[0].physicalLocation.artifactLocation.uri, "a/ns.yaml");
  // A file that is named alone is judged by what stands in it: nothing else is known.
  assert.deepEqual(check(made, "b/pod.yaml", "--rule", "rejected-pod").findings, []);
});

test("an allowance of what other files decide is unused only where all of them are known", () => {
  const made = folder({ "pod.yaml": `# seaworthy: allow rejected-pod -- soon\n${privileged}` });
  const unused = (path: string) => check(made, path).findings.filter(({ rule }) => rule === "seaworthy/unused-allow");
  assert.equal(unused(".").length, 1);
  assert.equal(unused("pod.yaml").length, 0);
});

test("a reader that goes away is no failure", () => {
  const made = folder(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${n}.yaml`, privileged])));
  const command = `"${process.execPath}" "${binary}" check | head -n 1`;
  const { stderr, stdout } = spawnSync("sh", ["-c", command], { cwd: made, encoding: "utf8" });
  assert.equal(stderr, "");
  assert.equal(stdout.split("\n").length, 2);
});

test("a rule that fails is named with its file, costs only its own findings, and the run ends with 2", async () => {
  const broken = path.join(home, "broken.mjs");
  const registry = `import { dockerfileRule } from "./rule.ts";
    const about = { title: "", why: "", mayBreak: "", severity: "warning", references: [], aliases: {}, options: {} };
    export const rules = [
      dockerfileRule({ ...about, id: "broken", check() { throw new Error("no such stage"); } }),
      dockerfileRule({ ...about, id: "sound", check: () => [{ span: { start: 0, end: 4 }, message: "Found." }] }),
    ];`;
  await bundle(broken, [
    {
      name: "registry",
      setup: ({ onLoad }) =>
        onLoad({ filter: /core\/registry\.ts$/ }, () => ({
          contents: registry,
          loader: "ts",
          resolveDir: path.join(root, "server/core"),
        })),
    },
  ]);
  const made = folder({ Dockerfile: add });
  const { status, stdout, stderr } = spawnSync(process.execPath, [broken, "check"], { cwd: made, encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stdout, /Found\. \[dockerfile\/sound\]/);
  assert.match(stderr, /^failed: Dockerfile: The rule dockerfile\/broken failed .*: no such stage$/m);
});

test("the same binary is the language server", { timeout: 20_000 }, async (context) => {
  const server = spawn(process.execPath, [binary, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  context.after(() => server.kill());
  const exited = once(server, "exit");
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  let said = "";
  const hear = async (expected: RegExp) => {
    while (!expected.test(said)) said += String(await once(server.stdout, "data"));
  };
  send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
  await hear(/"id":1,"result":\{"capabilities":\{/);
  send({ id: 2, method: "shutdown" });
  await hear(/"id":2,"result":null/);
  send({ method: "exit" });
  assert.deepEqual(await exited, [0, null]);
});
