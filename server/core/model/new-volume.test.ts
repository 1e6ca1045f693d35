import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import { readManifest } from "./kubernetes-model.ts";
import { volumeAssumption } from "./new-volume.ts";

function assumes(image: string, mountPath: string, pgdata?: string): boolean {
  const env = pgdata === undefined ? "" : `, env: [{ name: PGDATA, value: ${pgdata} }]`;
  const container = `{ name: db, image: "${image}", volumeMounts: [{ name: data, mountPath: ${mountPath} }]${env} }`;
  const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: db }\nspec: { containers: [${container}] }\n`;
  const [one] = readManifest(parseYaml(text)).containers;
  assert.ok(one);
  return volumeAssumption(one) !== undefined;
}

test("a database at its volume's root is taken to be there already", () => {
  assert.equal(assumes("postgres:16", "/var/lib/postgresql/data"), true);
  assert.equal(assumes("postgres:16-alpine", "/var/lib/postgresql/data/"), true);
  assert.equal(assumes("postgres:18", "/srv", "/srv"), true);
});

test("a folder below the volume's root is the account's own to make", () => {
  assert.equal(assumes("postgres:16", "/var/lib/postgresql/data", "/var/lib/postgresql/data/db"), false);
  assert.equal(assumes("postgres:16", "/var/lib/postgresql"), false);
  assert.equal(assumes("postgres:18", "/var/lib/postgresql"), false);
  assert.equal(assumes("mysql:9", "/var/lib/mysql"), false);
});
