import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { rules } from "../server/core/registry.ts";

const secret = ["u8Jq2hV5", "kXw9Lm3t", "Zr4c"].join("");
const texts: Record<string, string> = {
  Dockerfile: `FROM postgres:18\nARG API_KEY=${secret}\nENV POSTGRES_PASSWORD=${secret} URL=https://a:${secret}@b.example\n`,
  "compose.yaml": `services:\n  db:\n    image: postgres:18\n    environment:\n      POSTGRES_PASSWORD: ${secret}\n`,
  "pod.yaml": `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers:
    - name: a
      image: a
      args: [--password=${secret}, "https://a:${secret}@b.example"]
      env: [{ name: DB_PASSWORD, value: ${secret} }]
`,
};

const key = ["-----BEGIN PRIVATE KEY-----", `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCB${secret}`, "-----END PRIVATE KEY-----"];
texts["config.yaml"] = `apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data:
  app.properties: |
    db.password=${secret}
  DB_PASSWORD: ${secret}
  tls.key: |
    ${key.join("\n    ")}
`;
texts["secret.yaml"] = `apiVersion: v1
kind: Secret
metadata: { name: a }
data:
  password: ${Buffer.from(secret).toString("base64")}
stringData:
  token: ${secret}
  tls.key: |
    ${key.join("\n    ")}
`;

for (const [path, text] of Object.entries(texts)) {
  test(`nothing that is said of ${path} repeats its secrets`, () => {
    const { config } = readConfig([], rules);
    const { problems } = new Analyzer(rules).analyze({ path, text }, { config, today: "2026-11-23" });
    const found = problems.filter(({ id }) => id.includes("/secret-in-"));
    assert.equal(found.length, path === "compose.yaml" ? 1 : 3);
    for (const problem of problems) {
      const said = [problem.message, problem.note ?? "", ...problem.fixes().map(({ title }) => title)];
      for (const words of said) assert.ok(!words.includes(secret), words);
    }
  });
}
