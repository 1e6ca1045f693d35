import assert from "node:assert/strict";
import { test } from "node:test";
import { detect, isTemplated } from "./detect.ts";

const manifest = "apiVersion: v1\nkind: Pod\n";

test("files are known by name, by language and by what they hold", () => {
  const kinds = [
    ["Dockerfile", ""],
    ["app/Dockerfile.dev", ""],
    ["app/prod.Dockerfile", ""],
    ["Containerfile", ""],
    ["Dockerfile.md", ""],
    [".dockerignore", ""],
    ["a.yaml", manifest],
    ["a.json", '{ "apiVersion": "v1", "kind": "Pod" }'],
    ["a.yaml", "name: x\n"],
    ["docker-compose.override.yml", ""],
    ["stack.yaml", "services:\n  web:\n    image: nginx\n"],
    ["openapi.yaml", "services:\n  - a\n"],
    [".seaworthy.yaml", manifest],
    ["notes.txt", manifest],
  ] as const;
  assert.deepEqual(
    kinds.map(([path, text]) => `${path} ${detect({ path, text })}`),
    [
      "Dockerfile dockerfile",
      "app/Dockerfile.dev dockerfile",
      "app/prod.Dockerfile dockerfile",
      "Containerfile dockerfile",
      "Dockerfile.md none",
      ".dockerignore none",
      "a.yaml yaml",
      "a.json yaml",
      "a.yaml none",
      "docker-compose.override.yml compose",
      "stack.yaml compose",
      "openapi.yaml none",
      ".seaworthy.yaml none",
      "notes.txt none",
    ],
  );
  assert.equal(detect({ path: "build/image", text: "", languageId: "dockerfile" }), "dockerfile");
});

test("braces in strings and block scalars are data, elsewhere they are a template", () => {
  const templated = ["a: {{ .Values.a }}", "{{- if .x }}", "  - {{ .y }}", "a:\n  {{- toYaml .z | nindent 2 }}"];
  for (const text of templated) assert.ok(isTemplated(text), text);
  const data = [
    'a: "{{ x }}"',
    "a: '{{x}}'",
    "a: |\n  {{ range .b }}\n  {{ end }}\nb: 1",
    "- >-\n  {{ x }}",
    "# {{ x }}",
    "summary: up {{ $labels.a }}",
  ];
  for (const text of data) assert.ok(!isTemplated(text), text);
});

test("what a test expects of a cluster is no manifest", () => {
  const assertions = [
    "e2e/00-assert.yaml",
    "e2e/01-assert-scaled.yaml",
    "e2e/02-errors.yaml",
    "e2e/assert.yaml",
    "e2e/report-assert.yml",
    "e2e/chainsaw-step-01-assert-1-2.yaml",
    "e2e/chainsaw-step-02-error-1-1.yaml",
  ];
  const manifests = ["e2e/00-install.yaml", "errors.yaml", "error-pages.yaml", "web-error.yaml", "asserter.yaml"];
  for (const path of assertions) assert.equal(detect({ path, text: manifest }), "none", path);
  for (const path of manifests) assert.equal(detect({ path, text: manifest }), "yaml", path);
});
