import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample, sampleRules } from "../../../test/sample.ts";
import { hover } from "./hover.ts";

function hovered(marked: string): { at: string; markdown: string } {
  const { analysis, offset, text } = sample(marked);
  const found = hover(analysis, offset, { rules: sampleRules, today: "2026-11-23" });
  return found
    ? { at: text.slice(found.span.start, found.span.end), markdown: found.markdown }
    : { at: "", markdown: "" };
}

test("a finding is explained, with its fix, its cost and its sources", () => {
  const { at, markdown } = hovered("FROM a\nUSER ro<|>ot\n");
  assert.equal(at, "root");
  assert.equal(
    markdown.replace(/\(https:[^)]*\)/g, "(…)"),
    [
      "**The image runs as root**",
      "Root inside is root outside.",
      "**Fix:** Run as 65532. **May break:** Programs that write to the image's own files.",
      "[CWE-250](…) · [`dockerfile/root-user`](…)",
    ].join("\n\n"),
  );
});

test("all that a container lacks is explained at once, with the reason why a fix is missing", () => {
  const { at, markdown } = hovered(pod("    - name: ap<|>p\n"));
  assert.equal(at, "app");
  assert.match(markdown, /^\*\*Container app lacks 3 protections\*\*/);
  assert.match(markdown, /Nothing is said of readOnlyRootFilesystem[\s\S]*Without readOnlyRootFilesystem much/);
  assert.match(markdown, /Nothing is said of memory[\s\S]*The number has to be measured\./);
});

test("where no exact edit exists, the hover says why", () => {
  const { markdown } = hovered(
    pod("    - name: a\n      securityContext: &shared { memory: 1, readOnlyRootFilesystem: true }\n") +
      "    - name: bo<|>b\n      securityContext: *shared\n",
  );
  assert.match(markdown, /\*\*Fix:\*\* Set allowPrivilegeEscalation, by hand: \S+/);
});

test("a rule's id in an allow comment is explained", () => {
  const { at, markdown } = hovered("FROM a\n# seaworthy: allow root-u<|>ser -- reason\nUSER root\n");
  assert.equal(at, "root-user");
  assert.match(markdown, /The image runs as root[\s\S]*Root inside is root outside/);
});

test("in a manifest, an id means the manifest's rule", () => {
  const { markdown } = hovered(pod("    # seaworthy: allow privilege-es<|>calation\n    - name: a\n"));
  assert.match(markdown, /kubernetes\/privilege-escalation/);
  assert.doesNotMatch(markdown, /compose\/privilege-escalation/);
});

test("an image that is known is described", () => {
  const { at, markdown } = hovered("FROM node:1<|>8\n");
  assert.equal(at, "node:18");
  assert.match(markdown, /Node\.js 18 has had no security support since 2025-04-30\*\*; move to 24\./);
  assert.match(markdown, /Runs as `root` \(uid 0\); it has the accounts `node` \(uid 1000\), /);
  assert.match(markdown, /Size class: full\./);
  assert.match(hovered("FROM golang:1.2<|>7\n").markdown, /Size class: build tools \(the Go toolchain\)\./);
  assert.match(hovered("FROM alpine:3.2<|>4\n").markdown, /Size class: small\./);
  assert.match(hovered("FROM gcr.io/distroless/static-debian<|>13\n").markdown, /Size class: minimal\./);
  assert.match(hovered(pod("    - name: a\n      image: ngin<|>x:1.27\n")).markdown, /nginx-unprivileged/);
  assert.match(hovered("services:\n  db:\n    image: postgr<|>es:17\n").markdown, /postgres:17/);
});

test("a field that decides about security is explained", () => {
  const { at, markdown } = hovered(pod("    - name: a\n      securityContext:\n        privi<|>leged: false\n"));
  assert.equal(at, "privileged");
  assert.match(markdown, /Whoever gets in owns the node/);
});

test("nothing is said of what nobody knows", () => {
  assert.equal(hovered("FROM ghcr.io/acme/unkno<|>wn:1\n").markdown, "");
  assert.equal(hovered("FROM a\nRU<|>N x\n").markdown, "");
});
