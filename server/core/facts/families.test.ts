import assert from "node:assert/strict";
import { test } from "node:test";
import { family } from "./families.ts";

const users: Readonly<Record<string, string>> = {
  debian: "10001:10001",
  ubuntu: "10001:10001",
  alpine: "10001:10001",
  "rhel-micro": "1001",
  distroless: "65532:65532",
  chiseled: "1654:1654",
  scratch: "65532:65532",
  "windows-servercore": "ContainerUser",
};

for (const [name, user] of Object.entries(users)) {
  test(`knows what USER says on ${name}`, () => assert.equal(family(name)?.user, user));
}

test("creates the account in the distribution's own idiom", () => {
  assert.match(
    family("alpine")?.createUser.join("\n") ?? "",
    /^RUN addgroup -S -g 10001 app && adduser [^\n]*-u 10001/,
  );
  assert.match(family("ubuntu")?.createUser.join("\n") ?? "", /^RUN groupadd [^\n]*&& useradd [^\n]*--uid 10001/);
  assert.match(family("rhel-microdnf")?.createUser.join("\n") ?? "", /^RUN microdnf install -y shadow-utils/);
});

test("creates none where nothing could", () => {
  for (const name of ["distroless", "chiseled", "scratch", "rhel-micro", "windows-nanoserver"]) {
    assert.deepEqual(family(name)?.createUser, [], name);
  }
});

test("knows what installs packages", () => {
  assert.equal(family("alpine")?.packageManager, "apk");
  assert.equal(family("scratch")?.packageManager, undefined);
});

test("knows no other family", () => {
  for (const name of ["", "gentoo", "toString", "__proto__"]) assert.equal(family(name), undefined);
});
