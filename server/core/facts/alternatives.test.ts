import assert from "node:assert/strict";
import { test } from "node:test";
import { parseImageReference } from "../model/parse-image-reference.ts";
import type { Alternative } from "./facts.ts";
import { imageFacts } from "./images.ts";

function proposed(text: string): readonly Alternative[] {
  const reference = parseImageReference(text);
  assert.ok(reference, text);
  return imageFacts(reference)?.alternatives ?? [];
}

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

const proposals: Readonly<Record<string, readonly string[]>> = {
  "node:22": [
    "gcr.io/distroless/nodejs22-debian13:nonroot distroless",
    "node:22-slim slim",
    "node:22-alpine alpine",
    "dhi.io/node:22-debian13 hardened",
  ],
  "node:22.11.0-bookworm": [
    "gcr.io/distroless/nodejs22-debian13:nonroot distroless",
    "node:22.11.0-bookworm-slim slim",
    "node:22.11.0-alpine alpine",
    "dhi.io/node:22-debian13 hardened",
  ],
  "node:22-alpine": ["gcr.io/distroless/nodejs22-debian13:nonroot distroless", "dhi.io/node:22-alpine3.24 hardened"],
  node: ["node:slim slim", "node:alpine alpine", "cgr.dev/chainguard/node:latest chainguard"],
  "node:lts-bookworm": [
    "node:lts-bookworm-slim slim",
    "node:lts-alpine alpine",
    "cgr.dev/chainguard/node:latest chainguard",
  ],
  "node:14": [],
  "node:22-acme": ["gcr.io/distroless/nodejs22-debian13:nonroot distroless"],
  [`node@${digest}`]: [],
  [`public.ecr.aws/docker/library/node:22-slim@${digest}`]: [
    "gcr.io/distroless/nodejs22-debian13:nonroot distroless",
    "public.ecr.aws/docker/library/node:22-alpine alpine",
    "dhi.io/node:22-debian13 hardened",
  ],
  "python:3.12-bookworm": [
    "python:3.12-slim-bookworm slim",
    "python:3.12-alpine alpine",
    "dhi.io/python:3.12-debian13 hardened",
  ],
  "python:3.13.1-slim": [
    "gcr.io/distroless/python3-debian13:nonroot distroless",
    "python:3.13.1-alpine alpine",
    "dhi.io/python:3.13-debian13 hardened",
  ],
  "python:3": ["python:3-slim slim", "python:3-alpine alpine"],
  "python:3.12-windowsservercore": [],
  "golang:1.26-alpine": [
    "gcr.io/distroless/static-debian13:nonroot distroless",
    "scratch: other",
    "dhi.io/static:20260611-alpine3.24 hardened",
    "cgr.dev/chainguard/static:latest chainguard",
  ],
  "eclipse-temurin:21-jdk-jammy": [
    "gcr.io/distroless/java21-debian13:nonroot distroless",
    "eclipse-temurin:21-jre-jammy other",
    "eclipse-temurin:21-jre-alpine alpine",
    "dhi.io/eclipse-temurin:21-debian13 hardened",
  ],
  "eclipse-temurin:11-jre-alpine": ["dhi.io/eclipse-temurin:11-alpine3.24 hardened"],
  "ibm-semeru-runtimes:open-17-jre": [
    "gcr.io/distroless/java17-debian13:nonroot distroless",
    "eclipse-temurin:17-jre other",
    "eclipse-temurin:17-jre-alpine alpine",
    "dhi.io/eclipse-temurin:17-debian13 hardened",
  ],
  "gradle:8-jdk17": [
    "gcr.io/distroless/java17-debian13:nonroot distroless",
    "eclipse-temurin:17-jre other",
    "eclipse-temurin:17-jre-alpine alpine",
    "dhi.io/eclipse-temurin:17-debian13 hardened",
  ],
  "maven:3.9": [],
  "tomcat:10.1-jdk21-temurin": ["tomcat:10.1-jre21-temurin other"],
  "php:8.3-apache": ["php:8.3-fpm-alpine alpine"],
  "php:8.3-alpine": ["dhi.io/php:8.3-alpine3.24 hardened"],
  "mcr.microsoft.com/dotnet/aspnet:8.0": [
    "mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled chiseled",
    "mcr.microsoft.com/dotnet/aspnet:8.0-azurelinux3.0-distroless distroless",
    "mcr.microsoft.com/dotnet/aspnet:8.0-alpine alpine",
    "dhi.io/aspnetcore:8-debian13 hardened",
  ],
  "mcr.microsoft.com/dotnet/aspnet:6.0": [],
  "mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled": [],
  "mcr.microsoft.com/windows/servercore:ltsc2022": ["mcr.microsoft.com/windows/nanoserver:ltsc2022 other"],
  "mcr.microsoft.com/windows/servercore:ltsc2019": [],
  "debian:12": [
    "debian:12-slim slim",
    "gcr.io/distroless/base-debian13:nonroot distroless",
    "gcr.io/distroless/static-debian13:nonroot distroless",
  ],
  debian: [
    "debian:stable-slim slim",
    "gcr.io/distroless/base-debian13:nonroot distroless",
    "gcr.io/distroless/static-debian13:nonroot distroless",
  ],
  "debian:sid": ["debian:sid-slim slim"],
  scratch: ["gcr.io/distroless/static-debian13:nonroot distroless"],
  "envoyproxy/envoy:v1.38-latest": [
    "envoyproxy/envoy:distroless-v1.38-latest distroless",
    "dhi.io/envoy:1.38-debian13 hardened",
  ],
  "gcr.io/distroless/nodejs18-debian12": [],
};

for (const [text, expected] of Object.entries(proposals)) {
  test(`proposes in place of ${text}`, () => {
    assert.deepEqual(
      proposed(text).map(({ image, tag, kind }) => `${image}:${tag} ${kind}`),
      expected,
    );
  });
}

test("says who an alternative runs as, and what changes", () => {
  const [distroless, slim] = proposed("node:22");
  assert.equal(distroless?.user, "65532");
  assert.equal(distroless?.shell, false);
  assert.deepEqual(distroless?.entrypoint, ["/nodejs/bin/node"]);
  assert.match(distroless?.change ?? "", /ENTRYPOINT is \/nodejs\/bin\/node/);
  assert.equal(slim?.user, "root");
  assert.equal(slim?.shell, true);
  const php = proposed("php:8.3").find(({ kind }) => kind === "hardened");
  assert.deepEqual(php?.entrypoint, ["/opt/php-8.3/bin/php"]);
});
