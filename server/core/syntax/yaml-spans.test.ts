import assert from "node:assert/strict";
import { test } from "node:test";
import { isNode, isSeq, readSource } from "./yaml-source.ts";
import { dashBefore, dashOf, nodeStart } from "./yaml-spans.ts";

const texts = [
  "- a\n- b\n",
  "-\n  name: x\n-   y\n",
  "- # why - because\n  name: x\n- &anchor\n  name: y\n- !!str z\n",
  "- - a\n  - b\n- - - c\n",
  "- a-b\n- --- c\n- -1\n",
  "- # one\r\n  # two\r\n  name: x\r\n",
];

test("a dash is found in the text as the tokens tell it", () => {
  for (const text of texts) {
    const { contents } = readSource(text, true);
    assert.ok(isSeq(contents), text);
    const found = contents.items.map((item) => (isNode(item) ? dashBefore(text, nodeStart(text, item)) : undefined));
    assert.deepEqual(
      found,
      contents.items.map((_, index) => dashOf(contents, index)),
      text,
    );
  }
});
