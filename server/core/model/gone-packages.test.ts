import assert from "node:assert/strict";
import { test } from "node:test";
import { raiseBase } from "./base-image-raise.ts";
import { readDockerfile } from "./dockerfile-model.ts";

function raised(text: string): string | undefined {
  const file = readDockerfile(text);
  assert.ok(file.final);
  const raise = raiseBase(file, file.final, "2026-11-23");
  return "refused" in raise ? raise.refused : raise.image;
}

test("packages that Debian 13 lacks keep an image on the release that has them, by name", () => {
  for (const name of [
    "libssl1.1",
    "python2",
    "python3.9-venv",
    "openjdk-17-jre-headless",
    "php7.4-cli",
    "libgl1-mesa-glx",
    "libpcre3-dev",
    "python3-distutils",
  ]) {
    const text = `FROM debian:11\nRUN apt-get update && apt-get install -y curl ${name}`;
    assert.equal(raised(text), `Line 2 installs ${name}, which Debian 13 does not have.`);
  }
});

test("packages that Debian 13 has do not", () => {
  for (const name of ["libssl3", "python3", "python3-venv", "python3.13-venv", "openjdk-21-jre", "netcat-openbsd"]) {
    assert.equal(raised(`FROM debian:11\nRUN apt-get install -y ${name}`), "debian:13");
  }
});

test("Ubuntu has lost some of them, too", () => {
  for (const name of ["libssl1.1", "libpython3.8", "python3.8-dev", "php7.4-cli"]) {
    const text = `FROM ubuntu:20.04\nRUN apt-get install -y ${name}`;
    assert.equal(raised(text), `Line 2 installs ${name}, which ubuntu:26.04 does not have.`);
  }
  assert.equal(raised("FROM ubuntu:20.04\nRUN apt-get install -y software-properties-common curl"), "ubuntu:26.04");
});

test("builds for the release by its number, and archives that may not have the next, keep it", () => {
  assert.equal(raised("FROM debian:11\nARG PLATFORM=debian11"), "Line 2 names debian11 as well.");
  assert.equal(
    raised("FROM ubuntu:20.04\nRUN curl -O https://a.example/ubuntu2004/a.deb"),
    "Line 2 names ubuntu2004 as well.",
  );
  assert.equal(raised("FROM ubuntu:20.04\nRUN add-apt-repository ppa:a/b"), "Line 2 names ppa:a/b as well.");
  assert.equal(raised("FROM debian:11\nENV A=debian110"), "debian:13");
});
