import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isHere } from "./conformance/case.ts";

if (!isHere) console.log("The cases of the peers are not here: skipped.");

test("every disagreement with a peer's own cases has a reason", { skip: !isHere }, () => {
  const program = fileURLToPath(new URL("conformance/run.ts", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", program], { encoding: "utf8" });
  for (const [line] of stdout.matchAll(/^\w+: .* are mapped .*$/gm)) console.log(line);
  assert.equal(status, 0, stdout);
});
