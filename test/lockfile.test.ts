import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

/** npm leaves out what its registry does not have at the moment, and `npm ci` then fails on every machine. */
test("the lock file names each platform's package of what it locks", () => {
  const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${place}/node_modules/${name}`],
    ),
  );
  assert.deepEqual(missing, []);
});

test("the lock file holds no download addresses", () => {
  const addresses = Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith("http"));
  assert.deepEqual(
    addresses.map(([place]) => place),
    [],
  );
});
