import assert from "node:assert/strict";
import test from "node:test";
import { applyEdits } from "../text.ts";
import { turnOff } from "./turn-off.ts";

function after(text: string | undefined): string {
  const result = turnOff(text, ["dockerfile/root-user"]);
  return "refused" in result ? result.refused : applyEdits(text ?? "", result.edits);
}

test("a new file, or an empty one", () => {
  for (const text of [undefined, "", "\n"]) assert.equal(after(text), "rules:\n  dockerfile/root-user: off\n");
});

test("comments and order stay", () => {
  const before = "# ours\nextends: strict # all\nrules:\n  # why\n  unpinned-image: off\nexclude: [a]\n";
  assert.equal(
    after(before),
    "# ours\nextends: strict # all\nrules:\n  # why\n  unpinned-image: off\n  dockerfile/root-user: off\nexclude: [a]\n",
  );
});

test("a severity that was set is replaced", () => {
  assert.equal(after("rules:\n  dockerfile/root-user: error # yes\n"), "rules:\n  dockerfile/root-user: off # yes\n");
});

test("a file of comments keeps them", () => {
  assert.equal(after("# nothing yet\n"), "# nothing yet\nrules:\n  dockerfile/root-user: off\n");
});
