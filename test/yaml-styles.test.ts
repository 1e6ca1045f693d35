import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { levels } from "../server/core/features/level.ts";
import { repair } from "../server/core/features/repair.ts";
import { rules } from "../server/core/registry.ts";

const settings = { config: readConfig([], rules).config, today: "2026-11-26" };
const newest = settings.config.kubernetesVersion;
const head = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: shop\n";
const image = "ghcr.io/acme/web:1";

/** One pod in the many ways to write it. */
const styles: Readonly<Record<string, string>> = {
  "values on lines of their own": `${head}spec:
  automountServiceAccountToken:
    true
  hostNetwork:
    true
  containers:
  - name: app
    image:
      ${image}
    securityContext:
      # why

      privileged:
        true
      allowPrivilegeEscalation:
        # because
        true
`,
  "a key without a value, and comments below it": `${head}spec:
  containers:
  - name: app
    image: ${image}
    securityContext:
      # nothing yet
      # really
    ports:
    - containerPort: 8080
`,
  "a comment at the end": `${head}spec:
  containers:
  - name: app
    image: ${image}
    securityContext: # later
  # end
`,
  "all in one flow": `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {containers: [{name: app, image: "${image}", securityContext: {privileged: true, capabilities: {add: [SYS_ADMIN, NET_RAW]}}}]}}\n`,
  "a flow over lines": `${head}spec: {
  containers: [
    { name: app,
      image: ${image},  # image
      securityContext: {
        privileged: true, # bad
      },
    },
  ],
  hostPID: true
}
`,
  "flows in a block": `${head}spec:
  containers:
  - {name: app, image: ${image},
     securityContext:
       {privileged: true,
        capabilities: {add: [ALL]}}}
`,
  "merge keys": `x-context: &context
  allowPrivilegeEscalation: true
  runAsUser: 0
${head}spec:
  containers:
  - name: app
    image: ${image}
    securityContext:
      <<: *context
      readOnlyRootFilesystem: true
`,
  "an anchor in front of each mapping": `${head}spec:
  securityContext:
    &pod
    runAsUser: 0
  containers:
  - &app
    name: app
    image: ${image}
    securityContext:
      &context
      { privileged: true }
`,
  tags: `${head}spec:
  hostNetwork: !!bool true
  containers:
  - name: app
    image: !!str ${image}
    securityContext: !!map
      privileged: !!bool "true"
`,
  "quoted keys": `${head}"spec":
  'containers':
  - "name": app
    "image": ${image}
    'securityContext':
      "privileged": yes
`,
  "dashes on lines of their own": `${head}spec:
  containers:
    -
      name: app
      image: ${image}
    -
      # another
      name: b
      image: ${image}
`,
  "null in each way": `${head}spec:
  securityContext: ~
  volumes: null
  containers:
  - name: app
    image: ${image}
    securityContext: null
    resources: {}
    volumeMounts:
`,
  "lists with comments": `${head}spec:
  containers:
  - name: app
    image: ${image}
    securityContext:
      capabilities:
        add:
          # need
          - SYS_ADMIN
          # and
          - NET_ADMIN # x
        drop:
          []
`,
  JSON: `{
  "apiVersion": "v1", "kind": "Pod",
  "metadata": {"name": "a", "namespace": "shop"},
  "spec": {
    "containers": [
      {
        "name": "app",
        "image": "${image}",
        "securityContext": {
        }
      }
    ]
  }
}
`,
};

const settled = new Set(
  "securityContext hostNetwork hostPID automountServiceAccountToken volumes volumeMounts x-context".split(" "),
);

/** What no repair has to touch. */
const kept = (text: string): unknown =>
  parseAllDocuments(text, { merge: true }).map((document) =>
    JSON.parse(JSON.stringify(document.toJS(), (key, value) => (settled.has(key) ? undefined : value))),
  );

for (const [style, written] of Object.entries(styles)) {
  for (const text of [written, written.replaceAll("\n", "\r\n")]) {
    test(`repairs land right: ${style}${text === written ? "" : ", CRLF"}`, () => {
      const source = { path: "a.yaml", text };
      const repaired = repair(new Analyzer(rules), source, settings, { safeties: ["safe", "review"] });
      const analysis = new Analyzer(rules).analyze({ path: "a.yaml", text: repaired.text }, settings);
      assert.deepEqual(analysis.unreadable, [], repaired.text);
      assert.deepEqual(
        analysis.parts
          .flatMap(({ model }) => (model.target === "kubernetes" ? levels(model.manifest, newest) : []))
          .map(({ level }) => level),
        ["restricted"],
        repaired.text,
      );
      assert.deepEqual(kept(repaired.text), kept(text));
      const comments = (one: string) => one.match(/# (?:why|nothing yet|really|later|end|image|another)\b/g);
      assert.deepEqual(comments(repaired.text), comments(text));
      assert.equal(/\r\n/.test(repaired.text), /\r\n/.test(text));
      assert.doesNotMatch(repaired.text.replaceAll("\r\n", ""), text === written ? /\r/ : /[\r\n]/);
    });
  }
}

test("where a key stands behind a question mark nothing is changed", () => {
  const text = `${head}? spec\n: containers:\n  - name: app\n    image: ${image}\n    ? securityContext\n    : privileged: true\n`;
  const repaired = repair(new Analyzer(rules), { path: "a.yaml", text }, settings, { safeties: ["safe", "review"] });
  assert.equal(repaired.text, text);
  assert.ok(repaired.left.length > 0);
});
