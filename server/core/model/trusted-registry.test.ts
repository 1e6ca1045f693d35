import assert from "node:assert/strict";
import { test } from "node:test";
import { parseImageReference } from "./parse-image-reference.ts";
import { isTrusted } from "./trusted-registry.ts";

const trusted = (image: string, ...entries: string[]) => {
  const reference = parseImageReference(image);
  assert.ok(reference);
  return isTrusted(reference, entries);
};

test("a registry, a path in it, and all registries of a domain", () => {
  assert.ok(trusted("ghcr.io/acme/web:1", "ghcr.io/acme"));
  assert.ok(trusted("ghcr.io/acme/web:1", "ghcr.io/"));
  assert.ok(trusted("node:22", "docker.io"));
  assert.ok(trusted("team.azurecr.io/web", "*.azurecr.io"));
  assert.ok(trusted("team.azurecr.io/prod/web", "*.azurecr.io/prod"));
  assert.ok(trusted("acme/web:1", "acme/"));
  assert.ok(trusted("docker.io/acme/web", "acme"));
  assert.ok(trusted("localhost/web", "localhost"));
  assert.ok(trusted("node:22", "*"));
  assert.ok(trusted("anything/at:all"));
});

test("neither a longer name nor another path", () => {
  assert.ok(!trusted("ghcr.io/acme-evil/web", "ghcr.io/acme"));
  assert.ok(!trusted("evilazurecr.io/web", "*.azurecr.io"));
  assert.ok(!trusted("team.azurecr.io/test/web", "*.azurecr.io/prod"));
  assert.ok(!trusted("node:22", "ghcr.io"));
  assert.ok(!trusted("acme-evil/web", "acme"));
  assert.ok(!trusted("ghcr.io/acme/web", "acme"));
});
