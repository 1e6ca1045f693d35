import assert from "node:assert/strict";
import { test } from "node:test";
import { parseImageReference } from "../model/parse-image-reference.ts";
import type { ImageFacts } from "./facts.ts";
import { imageFacts } from "./images.ts";

const sha = `sha256:${"0123456789abcdef".repeat(4)}`;

function known(text: string): ImageFacts | undefined {
  const reference = parseImageReference(text);
  assert.ok(reference, text);
  return imageFacts(reference);
}

/** `user uid root|not root|? family shell|no shell package-manager`. */
function summary(text: string): string {
  const facts = known(text);
  if (!facts) return "unknown";
  const { user, uid, runsAsRoot, family, shell, packageManager } = facts;
  const root = runsAsRoot === undefined ? "?" : runsAsRoot ? "root" : "not-root";
  return [user ?? "?", uid ?? "?", root, family, shell ? "shell" : "no-shell", packageManager ?? "-"].join(" ");
}

const summaries: Readonly<Record<string, string>> = {
  "node:22": "root 0 root debian shell apt",
  "docker.io/library/node:22-alpine3.22": "root 0 root alpine shell apk",
  "public.ecr.aws/docker/library/node:22-slim": "root 0 root debian shell apt",
  scratch: "root 0 root scratch no-shell -",
  "gcr.io/distroless/static-debian12": "root 0 root distroless no-shell -",
  "gcr.io/distroless/static-debian12:latest-amd64": "root 0 root distroless no-shell -",
  "gcr.io/distroless/static-debian12:nonroot": "65532 65532 not-root distroless no-shell -",
  "gcr.io/distroless/nodejs22-debian13:nonroot-arm64": "65532 65532 not-root distroless no-shell -",
  "gcr.io/distroless/java21-debian13:debug": "root 0 root distroless shell -",
  "gcr.io/distroless/cc:debug-nonroot": "65532 65532 not-root distroless shell -",
  [`gcr.io/distroless/base@${sha}`]: "? ? ? distroless no-shell -",
  [`gcr.io/distroless/base:nonroot@${sha}`]: "65532 65532 not-root distroless no-shell -",
  [`node@${sha}`]: "root 0 root debian shell apt",
  "mcr.microsoft.com/dotnet/aspnet:8.0": "root 0 root debian shell apt",
  "mcr.microsoft.com/dotnet/aspnet:10.0": "root 0 root ubuntu shell apt",
  "mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled-extra": "1654 1654 not-root chiseled no-shell -",
  "mcr.microsoft.com/dotnet/runtime-deps:9.0-azurelinux3.0-distroless": "1654 1654 not-root chiseled no-shell -",
  "mcr.microsoft.com/dotnet/aspnet:6.0-jammy-chiseled": "app ? not-root chiseled no-shell -",
  "mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022": "ContainerUser ? not-root windows-nanoserver shell -",
  "mcr.microsoft.com/windows/servercore:ltsc2022": "ContainerAdministrator ? root windows-servercore shell -",
  "python:3.12-windowsservercore-ltsc2022": "ContainerAdministrator ? root windows-servercore shell -",
  "traefik:3-nanoserver-ltsc2022": "? ? ? windows-nanoserver shell -",
  "nginxinc/nginx-unprivileged:1.27": "101 101 not-root debian shell apt",
  "quay.io/nginx/nginx-unprivileged:alpine": "101 101 not-root alpine shell apk",
  "cgr.dev/chainguard/static": "65532 65532 not-root chainguard no-shell -",
  "cgr.dev/chainguard/go:latest": "root 0 root chainguard shell -",
  "cgr.dev/chainguard/python:latest-dev": "65532 65532 not-root wolfi shell apk",
  "cgr.dev/chainguard/no-such-image": "? ? ? chainguard shell -",
  "cgr.dev/chainguard/wolfi-base": "root 0 root wolfi shell apk",
  "dhi.io/node:22-debian13": "1000 1000 not-root dhi-runtime no-shell -",
  "dhi.io/node:22-debian13-dev": "root 0 root debian shell apt",
  "dhi.io/node:22-alpine3.24-dev": "root 0 root alpine shell apk",
  "acme/dhi-postgres:16-debian13": "70 70 not-root dhi-runtime shell -",
  "acme/dhi-reports:1": "unknown",
  "prom/node-exporter:v1.8.2": "nobody 65534 not-root busybox shell -",
  "quay.io/prometheus/alertmanager:v0.27.0": "nobody 65534 not-root busybox shell -",
  "quay.io/prometheuscommunity/postgres-exporter": "nobody 65534 not-root busybox shell -",
  "prom/blackbox-exporter:v0.25.0": "root 0 root busybox shell -",
  "registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.13.0": "nobody 65534 not-root distroless no-shell -",
  "oliver006/redis_exporter:v1.62.0": "59000 59000 not-root scratch no-shell -",
  "oliver006/redis_exporter:v1.62.0-alpine": "? ? ? alpine shell apk",
  "grafana/loki:1.4.1": "root 0 root alpine shell apk",
  "grafana/loki:2.6.1": "loki 10001 not-root alpine shell apk",
  "grafana/loki:3.4.2": "10001 10001 not-root alpine shell apk",
  "bitnami/kubectl:1.30": "1001 1001 not-root debian shell apt",
  "bitnami/git:2.53.0": "root 0 root debian shell apt",
  "bitnami/redis:7.2": "1001 1001 not-root debian shell apt",
  "bitnami/minideb:bookworm": "root 0 root debian shell apt",
  "redhat/ubi9": "root 0 root rhel-dnf shell dnf",
  "registry.access.redhat.com/ubi9/ubi-minimal:9.4": "root 0 root rhel-microdnf shell microdnf",
  "registry.redhat.io/ubi8/ubi-micro": "root 0 root rhel-micro shell -",
  "registry.access.redhat.com/ubi9/nodejs-20-minimal": "1001 1001 not-root rhel-microdnf shell microdnf",
  "registry.access.redhat.com/ubi8/openjdk-17": "185 185 not-root rhel-microdnf shell microdnf",
  "centos:7": "root 0 root rhel-dnf shell yum",
  "amazonlinux:2": "root 0 root amazonlinux2 shell yum",
  "amazonlinux:2023": "root 0 root amazonlinux2023 shell dnf",
  "haproxy:3.0-alpine": "haproxy 99 not-root alpine shell apk",
  "haproxy:2.2": "root 0 root debian shell apt",
  "openjdk:17": "root 0 root oraclelinux-slim shell microdnf",
  "openjdk:17-slim": "root 0 root debian shell apt",
  "elasticsearch:8.19.0": "elasticsearch 1000 not-root ubuntu shell apt",
  "jetty:12": "jetty ? not-root ubuntu shell apt",
  "influxdb:2.7": "root 0 root debian shell apt",
  "influxdb:3-core": "influxdb3 1500 not-root ubuntu shell apt",
  "docker:27-dind-rootless": "rootless 1000 not-root alpine shell apk",
  "ghcr.io/acme/web:1.2": "unknown",
};

for (const [text, expected] of Object.entries(summaries)) {
  test(`knows ${text}`, () => assert.equal(summary(text), expected));
}

/** The image's own accounts and those of its distribution, as `name:uid:gid`. */
const accounts: Readonly<Record<string, string>> = {
  "node:22": "node:1000:1000 www-data:33:33 nobody:65534:65534",
  ubuntu: "ubuntu:1000:1000 www-data:33:33 nobody:65534:65534",
  "ubuntu:24.04": "ubuntu:1000:1000 www-data:33:33 nobody:65534:65534",
  "ubuntu:noble-20250101": "ubuntu:1000:1000 www-data:33:33 nobody:65534:65534",
  "ubuntu:22.04": "www-data:33:33 nobody:65534:65534",
  "ubuntu:jammy-20240101": "www-data:33:33 nobody:65534:65534",
  "eclipse-temurin:21-jre": "ubuntu:1000:1000 www-data:33:33 nobody:65534:65534",
  "eclipse-temurin:21-jre-jammy": "www-data:33:33 nobody:65534:65534",
  "php:8.3-fpm": "www-data:33:33 nobody:65534:65534",
  "php:8.3-fpm-alpine": "www-data:82:82 nobody:65534:65534 guest:405:100",
  "nextcloud:fpm-alpine": "www-data:82:82 nobody:65534:65534 guest:405:100",
  "redis:7-alpine": "redis:999:1000 nobody:65534:65534 guest:405:100",
  "rabbitmq:4": "rabbitmq:999:999 www-data:33:33 nobody:65534:65534",
  "mcr.microsoft.com/dotnet/aspnet:8.0-jammy": "app:1654:1654 www-data:33:33 nobody:65534:65534",
  "mcr.microsoft.com/dotnet/aspnet:6.0-jammy": "www-data:33:33 nobody:65534:65534",
  "denoland/deno:alpine-2.5.7": "deno:1000:1000 nobody:65534:65534 guest:405:100",
  "denoland/deno:distroless-2.5.7": "nonroot:65532:65532 nobody:65534:65534",
  "telegraf:1.30": "telegraf:?:? www-data:33:33 nobody:65534:65534",
  "centos:7": "nobody:99:99",
  scratch: "",
};

for (const [text, expected] of Object.entries(accounts)) {
  test(`knows the accounts of ${text}`, () => {
    const found = known(text)?.accounts.map(({ name, uid, gid }) => `${name}:${uid ?? "?"}:${gid ?? "?"}`);
    assert.equal(found?.join(" "), expected);
  });
}

const pods: Readonly<Record<string, string>> = {
  "node:22": '{"runAsUser":1000,"runAsGroup":1000,"fsGroup":1000}',
  "postgres:16": '{"runAsUser":999,"runAsGroup":999,"fsGroup":999}',
  "postgres:16-alpine": '{"runAsUser":70,"runAsGroup":70,"fsGroup":70}',
  "wordpress:6-fpm-alpine": '{"runAsUser":82,"runAsGroup":82}',
  "mcr.microsoft.com/dotnet/aspnet:8.0": '{"runAsUser":1654,"runAsGroup":1654,"fsGroup":1654}',
  "mcr.microsoft.com/dotnet/aspnet:7.0": "none",
  "mcr.microsoft.com/dotnet/aspnet:8.0-windowsservercore-ltsc2022": "none",
  "registry.access.redhat.com/ubi8/openjdk-17": "none",
  "python:3.12": "none",
};

for (const [text, expected] of Object.entries(pods)) {
  test(`knows what a pod of ${text} runs as`, () => {
    const context = known(text)?.podSecurityContext;
    assert.equal(context ? JSON.stringify(context) : "none", expected);
  });
}

test("knows how a server starts and what it needs", () => {
  const nginx = known("nginx:1.27");
  assert.deepEqual(nginx?.ports, [80]);
  assert.deepEqual(nginx?.entrypoint, ["/docker-entrypoint.sh"]);
  assert.equal(nginx?.nonRootAlternative, "nginxinc/nginx-unprivileged");
  assert.ok(nginx?.writablePaths.some(({ path }) => path === "/var/cache/nginx"));
  assert.equal(known("postgres:16")?.dropsPrivileges, "gosu (su-exec) postgres");
  assert.deepEqual(known("mcr.microsoft.com/dotnet/aspnet:7.0-alpine")?.ports, [80]);
  assert.deepEqual(known("php:8.3-apache")?.ports, [80]);
  assert.deepEqual(known("php:8.3-fpm-alpine")?.ports, [9000]);
  assert.deepEqual(known("cgr.dev/chainguard/nginx")?.cmd, [
    "-c",
    "/etc/nginx/nginx.conf",
    "-e",
    "/dev/stderr",
    "-g",
    "daemon off;",
  ]);
});

test("names the image that was asked for where one entry covers many", () => {
  assert.equal(known("gcr.io/distroless/java21-debian13")?.image, "gcr.io/distroless/java21-debian13");
  assert.equal(known("registry.access.redhat.com/ubi9/ubi")?.image, "redhat/ubi9");
});

test("gives the same answer again", () => assert.equal(known("node:22"), known("node:22")));
