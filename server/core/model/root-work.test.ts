import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import { readManifest } from "./kubernetes-model.ts";
import { rootWork } from "./root-work.ts";

/** The program that takes root, of a container that is written as one flow mapping. */
function programOf(container: string): string | undefined {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - { name: app, ${container} }\n`;
  const [one] = readManifest(parseYaml(text)).containers;
  assert.ok(one, container);
  return rootWork(one)?.program;
}

const sh = (script: string, more = "image: busybox:1.37") => `${more}, command: [sh, -c, ${JSON.stringify(script)}]`;
const mounted = "image: busybox:1.37, volumeMounts: [{ name: data, mountPath: /data/ }]";

const takes: Readonly<Record<string, string>> = {
  [sh("chown -R 1000:1000 /data")]: "chown",
  [sh("mkdir -p /data/a && chown 1000 /data/a || true")]: "chown",
  [sh("find /data -type d -exec chgrp 1000 {} +")]: "chgrp",
  [sh("if test -d /data; then busybox chown app /data; fi")]: "chown",
  [sh("adduser -D app\nexec su-exec app program")]: "adduser",
  [sh("exec gosu app program")]: "gosu",
  [sh("apk add --no-cache curl && curl https://example.com")]: "apk",
  [sh("apt-get -y install curl", "image: debian:13")]: "apt-get",
  [sh("chmod 0777 /data", mounted)]: "chmod",
  [sh("chmod -R g+w /data/*", mounted)]: "chmod",
  [sh("chmod +x /usr/local/bin/run.sh")]: "chmod",
  ['image: busybox, command: ["/bin/chown", "1000", "/data"]']: "chown",
  ['image: busybox, command: [chown], args: ["1000", /data]']: "chown",
  [sh("chown app /data", "image: ghcr.io/acme/web:1")]: "chown",
  ['image: busybox, script: "#!/bin/sh\\nchown app /data"']: "chown",
  ['image: busybox, command: [sh], source: "chown app /data"']: "chown",
  [sh("chown app /data", "image: ghcr.io/acme/web:1, securityContext: { runAsUser: 0 }")]: "chown",
};

const doesNot: readonly string[] = [
  "image: busybox",
  'image: busybox, script: "#!/usr/bin/env python3\\nchown app /data"',
  'image: busybox, command: [python], source: "chown app /data"',
  sh("echo chown app /data"),
  sh("apk info; apt list"),
  sh("cp /a /data/a && chmod 600 /data/a", mounted),
  sh("chmod 600 ~/.config; chmod +x run.sh; chmod 700 /tmp/a; chmod 600 $FILE"),
  sh("chown app /data", "image: nginxinc/nginx-unprivileged:1.29"),
  sh("chown app /data", "image: ghcr.io/acme/web:1, securityContext: { runAsUser: 1000 }"),
  sh("chown app /data", "image: ghcr.io/acme/web:1, securityContext: { runAsNonRoot: true }"),
];

test("what takes root is seen in the words and scripts of a container", () => {
  for (const [container, program] of Object.entries(takes)) assert.equal(programOf(container), program, container);
});

test("what any account may do, and what is none of root's anyway, is no work of root", () => {
  for (const container of doesNot) assert.equal(programOf(container), undefined, container);
});
