import assert from "node:assert/strict";
import { test } from "node:test";
import { parseImageReference } from "../model/parse-image-reference.ts";
import { ended, lifetimes } from "./end-of-life.ts";
import type { Lifetime } from "./facts.ts";

function of(text: string): readonly Lifetime[] {
  const reference = parseImageReference(text);
  assert.ok(reference, text);
  return lifetimes(reference);
}

const known: Readonly<Record<string, readonly string[]>> = {
  "node:14-alpine": ["product Node.js 14 2023-04-30"],
  "node:16-bullseye": ["product Node.js 16 2023-09-11", "os Debian 11 2024-08-14"],
  "node:gallium-slim": ["product Node.js 16 2023-09-11"],
  "node:0.10": ["product Node.js 0.10 ended"],
  "node:lts": [],
  node: [],
  "python:3": [],
  "python:3.1": ["product Python 3.1 2012-04-09"],
  "python:3.10": ["product Python 3.10 2026-10-31"],
  "python:3-slim-buster": ["os Debian 10 2022-09-10"],
  "python:2-alpine": ["product Python 2.7 2020-01-01"],
  "php:7-fpm": ["product PHP 7.4 2022-11-28"],
  "elasticsearch:5": ["product Elasticsearch 5 ended"],
  "mcr.microsoft.com/windows/servercore:10.0.20348.2340": [],
  "nginx:1.17": ["product nginx 1.17 ended"],
  "golang:1.2": ["product Go 1.2 ended"],
  "debian:bullseye-20230502-slim": ["product Debian 11 2024-08-14"],
  "debian:sid": [],
  "alpine:3.2": ["product Alpine 3.2 2017-05-01"],
  "alpine:3.20.3": ["product Alpine 3.20 2026-04-01"],
  "eclipse-temurin:8-jdk": ["product Eclipse Temurin 8 2030-12-31"],
  "eclipse-temurin:17-jre-alpine-3.21": ["os Alpine 3.21 2026-11-01", "product Eclipse Temurin 17 2027-10-31"],
  "tomcat:9-jdk8": ["product Eclipse Temurin 8 2030-12-31"],
  "wordpress:6.4-php8.1-fpm": ["product WordPress 6.4 2024-04-02", "product PHP 8.1 2025-12-31"],
  "openjdk:17": ["image openjdk  ended", "product OpenJDK 17 2022-03-22"],
  "openjdk:28-ea-jdk": [],
  "centos:7": ["image centos  2024-07-29", "product CentOS 7 2024-06-30"],
  "bitnami/redis:7.2": ["image bitnami/redis  ended", "product Redis 7.2 2029-12-01"],
  "bitnami/redis": [],
  "bitnami/minideb:bookworm": ["product Debian 12 2026-07-11"],
  "bitnamilegacy/kubectl:1.33": ["image bitnamilegacy/kubectl  ended"],
  "k8s.gcr.io/pause:3.9": ["image k8s.gcr.io/pause  ended"],
  "gcr.io/distroless/nodejs18-debian11": [
    "product Distroless debian11 ended",
    "product Distroless unsuffixed-runtime ended",
  ],
  "gcr.io/distroless/static-debian12:nonroot": ["product Distroless debian12-core 2026-09-30"],
  "registry.access.redhat.com/ubi7/ubi": ["product Red Hat Enterprise Linux 7 2024-06-30"],
  "mcr.microsoft.com/cbl-mariner/base/core:2.0": [
    "image mcr.microsoft.com/cbl-mariner/base/core  ended",
    "product Azure Linux 2.0 2025-07-31",
  ],
  "mcr.microsoft.com/dotnet/sdk:10.0-noble": ["product .NET 10 2028-11-14", "os Ubuntu 24.04 2029-05-31"],
  "nvidia/cuda:11.4.3-base-centos7": ["os CentOS 7 2024-06-30"],
  "public.ecr.aws/docker/library/python:3.9-slim": ["product Python 3.9 2025-10-31"],
  "ghcr.io/acme/web:1.2": [],
};

for (const [text, expected] of Object.entries(known)) {
  test(`knows how long ${text} lives`, () => {
    assert.deepEqual(
      of(text).map(({ axis, product, cycle, end }) => `${axis} ${product} ${cycle} ${end === true ? "ended" : end}`),
      expected,
    );
  });
}

test("names a newer cycle, a long-term one first", () => {
  assert.equal(of("node:18")[0]?.newest, "24");
  assert.equal(of("python:3.8")[0]?.newest, "3.14");
  assert.equal(of("alpine:3.24")[0]?.newest, undefined);
});

test("tells the support that reaches everybody from the one that is sold", () => {
  const [debian] = of("debian:12");
  assert.equal(debian?.extendedEnd, "2028-06-30");
  const [ubuntu] = of("ubuntu:22.04");
  assert.equal(ubuntu?.extendedEnd, undefined);
  assert.match(ubuntu?.note ?? "", /customers only/);
});

test("compares with the day it is asked for", () => {
  assert.equal(ended({ end: "2026-07-11" }, "2026-07-11"), false);
  assert.equal(ended({ end: "2026-07-11" }, "2026-07-12"), true);
  assert.equal(ended({ end: true }, "2020-01-01"), true);
  assert.equal(ended({ end: false }, "2999-01-01"), false);
});

test("under the tag 1809 lies the image of Windows Server 2019", () => {
  for (const name of ["servercore:1809", "nanoserver:1809", "servercore:ltsc2019"]) {
    const reference = parseImageReference(`mcr.microsoft.com/windows/${name}`);
    assert.ok(reference);
    assert.deepEqual(
      lifetimes(reference).map(({ cycle, end }) => `${cycle} ${end}`),
      ["2019 2029-01-09"],
      name,
    );
  }
});
