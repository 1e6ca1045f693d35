import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { binary, check, folder, seaworthy } from "./command-line.ts";

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

test("standard input that never ends is refused", { skip: !hasPipes }, () => {
  const command = `"${process.execPath}" "${binary}" check --stdin < /dev/zero`;
  const { status, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8", timeout: 20_000 });
  assert.equal(status, 2);
  assert.match(stderr, /^failed: <stdin>: It is too large/);
});
