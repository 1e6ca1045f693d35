import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { binary, check, folder, type Report, seaworthy } from "./command-line.ts";

const add = "FROM scratch\nADD a.txt b.txt /\nUSER 65532:65532\n";

/** A pipe that nobody writes to. */
const pipe = (made: string, name: string) => spawnSync("mkfifo", [path.join(made, name)]);
const hasPipes = process.platform !== "win32";

test("a pipe that nobody writes to is not waited for, whatever its name", { skip: !hasPipes }, () => {
  const made = folder({ "sub/Dockerfile": add, "sub/.git/HEAD": "" });
  for (const name of ["Dockerfile", "baseline.json", "sub/.gitignore", "sub/Dockerfile.x"]) pipe(made, name);
  symlinkSync("/dev/zero", path.join(made, "sub/Dockerfile.y"));
  const named = seaworthy(made, ["check", "Dockerfile"]);
  assert.equal(named.code, 2);
  assert.equal(named.err, "failed: Dockerfile: It is neither a file nor a directory.\n");
  assert.equal(check(made, "sub").findings.length, 1);
  const baseline = seaworthy(made, ["check", "--baseline", "baseline.json", "sub"]);
  assert.equal(baseline.code, 2);
  assert.match(baseline.err, /^seaworthy: The baseline .*baseline\.json cannot be read\. It is neither a file nor /);
  pipe(made, ".seaworthy.yaml");
  assert.deepEqual(check(made, "sub").errors, [
    { path: ".seaworthy.yaml", message: "It is neither a file nor a directory." },
  ]);
});

test("a configuration that leads nowhere is told, not passed over", () => {
  const made = folder({ Dockerfile: add });
  symlinkSync("nowhere.yaml", path.join(made, ".seaworthy.yaml"));
  const { code, errors, findings } = check(made);
  assert.deepEqual([code, findings.length], [2, 1]);
  assert.deepEqual(errors, [{ path: ".seaworthy.yaml", message: "There is no such file or directory." }]);
});

test("a baseline that cannot be written is the user's to put right", () => {
  const made = folder({ Dockerfile: add });
  mkdirSync(path.join(made, "folder"));
  for (const file of ["folder", "nowhere/baseline.json"]) {
    const { code, err } = seaworthy(made, ["check", "--baseline", file, "--update-baseline"]);
    assert.equal(code, 2);
    assert.match(err, /^seaworthy: The baseline .* cannot be written\. [A-Z].*\.\n$/);
  }
});

/** With the process's own streams redirected by a shell. */
function redirected(cwd: string, args: string) {
  const command = `"${process.execPath}" "${binary}" ${args}`;
  return spawnSync("sh", ["-c", command], { cwd, encoding: "utf8", timeout: 20_000 });
}

test("standard input that never ends or is no stream is refused", { skip: !hasPipes }, () => {
  const endless = redirected(folder({}), "check --stdin < /dev/zero");
  assert.equal(endless.status, 2);
  assert.match(endless.stderr, /^failed: <stdin>: It is too large/);
  const { status, stderr } = redirected(folder({}), "check --stdin < .");
  assert.equal(status, 2);
  assert.equal(stderr, "failed: <stdin>: It is a directory.\n");
});

test("output that cannot be written is a failure of the run", { skip: process.platform !== "linux" }, () => {
  const { status, stderr } = redirected(folder({ Dockerfile: add }), "check > /dev/full");
  assert.equal(status, 2);
  assert.equal(stderr, "seaworthy: The output cannot be written. There is no space left on its device.\n");
});

/** What would steer a terminal, tabs and line breaks aside. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: They are what is looked for.
const steering = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
const hostileNames = ["Dockerfile.\u001B[2J", "Dockerfile.\u009B2J", "Dockerfile.\u202Egnp", "Dockerfile.\n::error::x"];

test("no name and no text steers the terminal, whatever the format", () => {
  const said = 'FROM scratch\nADD "a\u001B[2J\u009B2J\u202E" /x/\nENV A\u009BPASSWORD=hunter2x\nUSER 1:1\n';
  const made = folder(Object.fromEntries(hostileNames.map((name) => [name, said])));
  for (const format of ["text", "json", "sarif", "github", "gitlab", "junit"]) {
    const { out, err } = seaworthy(made, ["check", "--format", format]);
    assert.doesNotMatch(out, steering, format);
    assert.equal(err, "");
    if (format === "github") for (const line of out.trim().split("\n")) assert.match(line, /^::\w+ file=Dockerfile/);
    if (format === "json") {
      const { files, findings } = JSON.parse(out) as Report;
      assert.equal(files, hostileNames.length);
      assert.deepEqual(new Set(findings.map((finding) => finding.path)), new Set(hostileNames));
    }
  }
  for (const command of ["fix", "harden"]) assert.doesNotMatch(seaworthy(made, [command]).out, steering);
});

test("a user's mistake is shown without what would steer the terminal", () => {
  const made = folder({ "baseline.json": "{\u001B[2J" });
  for (const args of [
    ["\u001B[2J"],
    ["check", "--\u001B[2J"],
    ["explain", "\u009B2J"],
    ["check", "--baseline", "baseline.json"],
  ]) {
    const { code, err } = seaworthy(made, args);
    assert.equal(code, 2);
    assert.doesNotMatch(err, steering);
  }
});

test("names cannot break out of a diff, and git applies it", () => {
  const folderName = "x\\\n+++ b";
  const name = `${folderName}/Dockerfile."\t\u001B`;
  const made = folder({ [name]: add });
  const { out } = seaworthy(made, ["fix", "--diff"]);
  assert.doesNotMatch(out, steering);
  assert.equal(out.match(/^\+\+\+ /gm)?.length, 1);
  writeFileSync(path.join(made, "diff"), out);
  assert.equal(spawnSync("git", ["apply", "diff"], { cwd: made }).status, 0);
  assert.equal(readFileSync(path.join(made, name), "utf8"), add.replace("ADD", "COPY"));
});

test("what is meant stays in sight, however far behind in its line it stands", () => {
  const made = folder({ Dockerfile: `FROM scratch\nEXPOSE ${"80 ".repeat(10_000)}22 443\nUSER 1:1\n` });
  const { out } = seaworthy(made, ["check", "--rule", "exposed-ssh-port"]);
  const [, row = "", carets = ""] = out.split("\n");
  assert.match(row, /^ {2}2 \| …[80 ]+ 22 443$/);
  assert.equal(row.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1), "22");
});
