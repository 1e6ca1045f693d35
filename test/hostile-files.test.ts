import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { present } from "../server/core/features/present.ts";
import { rules } from "../server/core/registry.ts";

const settings = { config: readConfig([{ extends: "strict" }], rules).config, today: "2026-10-01" };

/** Judges a text and works out each of its fixes, as JSON output does. */
function work(path: string, text: string): number {
  const { problems, crashes } = new Analyzer(rules).analyze({ path, text }, settings);
  assert.deepEqual(crashes, []);
  present(problems);
  for (const problem of problems) for (const { changes } of problem.fixes()) problem.part.resolve(changes);
  return problems.length;
}

const many = (count: number, line: (n: number) => string, separator = "\n"): string =>
  Array.from({ length: count }, (_, n) => line(n)).join(separator);
const size = 10_000;
const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n";
const container = "  containers:\n  - name: b\n    image: nginx\n";
const aPod = (n: number) =>
  `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a${n}"},"spec":{"containers":[{"name":"b","image":"nginx"}]}}`;

const hostile: Readonly<Record<string, string>> = {
  "Dockerfile of stages": many(size, (n) => `FROM debian:12 AS s${n}`),
  "Dockerfile of stages on stages": many(size, (n) => `FROM s${n} AS s${n + 1}\nUSER root`),
  "Dockerfile of secrets": `FROM debian:12\n${many(size, (n) => `ENV PASSWORD${n}=hunter2abc${n}\nARG TOKEN${n}`)}`,
  "Dockerfile of ports in one line": `FROM debian:12\nEXPOSE ${"22 ".repeat(size)}`,
  "Dockerfile of commands in one line": `FROM debian:12\nRUN ${"chmod 777 /a; curl http://x/y | sh; ".repeat(size / 4)}true`,
  "Dockerfile of unknown ids": `FROM debian:12\n${many(size, (n) => `# seaworthy: allow rot-usr${n}`)}`,
  "Dockerfile of comments at the end": `FROM debian:12\n${"# seaworthy: allow root-user\n".repeat(size * 2)}`,
  "Dockerfile of nested arithmetic": `FROM debian:12\nRUN ${"$((".repeat(size * 10)}`,
  "pod of containers": `${pod}  containers:\n${many(size / 2, (n) => `  - name: b${n}\n    image: nginx`)}`,
  "pod of capabilities": `${pod}${container}    securityContext: {capabilities: {add: [${"SYS_ADMIN, ".repeat(size)}]}}`,
  "pod of ports": `${pod}${container}    ports:\n${many(size, (n) => `    - {hostPort: ${n}, containerPort: ${n}}`)}`,
  "pod of volumes": `${pod}  volumes:\n${many(size, (n) => `  - {name: v${n}, hostPath: {path: /}}`)}\n${container}    volumeMounts:\n${many(size, (n) => `    - {name: v${n}, mountPath: /m${n}}`)}`,
  "pod of variables": `${pod}${container}    env:\n${many(size, (n) => `    - {name: PASSWORD${n}, value: hunter2abc${n}}`)}`,
  "list in one line.json": `{"apiVersion":"v1","kind":"List","items":[${many(size / 4, aPod, ",")}]}`,
  "compose of services": `services:\n${many(size / 2, (n) => `  s${n}:\n    image: nginx`)}`,
  "compose of merged services": `x-a: &a {image: nginx, privileged: true}\nservices:\n${many(size / 2, (n) => `  s${n}:\n    <<: *a`)}`,
  "compose of variables": `services:\n  a:\n    image: nginx\n    environment:\n${many(size, (n) => `      PASSWORD${n}: hunter2${n}`)}`,
  "compose of mounts": `services:\n  a:\n    image: nginx\n    volumes:\n${"    - /var/run/docker.sock:/var/run/docker.sock\n".repeat(size)}`,
};

for (const [name, text] of Object.entries(hostile)) {
  const path = name.startsWith("Dockerfile") ? "Dockerfile" : name.endsWith(".json") ? "a.json" : "a.yaml";
  // Work that grows with the square of these sizes would not come to an end in this time on any machine.
  test(`a file costs no more than its length: ${name}`, { timeout: 120_000 }, () => {
    work(path, text);
  });
}
