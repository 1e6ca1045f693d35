import assert from "node:assert/strict";
import { test } from "node:test";
import { readDockerfile } from "./dockerfile-model.ts";
import { serverObstacle } from "./server-obstacle.ts";

function noteOn(text: string): string {
  const file = readDockerfile(text);
  assert.ok(file.final);
  return serverObstacle(file, file.final) ?? "";
}

test("a server's image that another user cannot start says what has to be done first", () => {
  assert.match(noteOn("FROM nginx:1.30-alpine-otel"), /take the nginxinc\/nginx-unprivileged image/);
  assert.match(noteOn("FROM httpd:2.4"), /\/usr\/local\/apache2\/logs/);
  assert.match(noteOn("FROM php:8.4-apache-trixie"), /port 80/);
  assert.match(noteOn("FROM wordpress"), /port 80/);
});

test("other variants, and files that have seen to it, are no obstacle", () => {
  for (const text of [
    "FROM php:8.4-fpm",
    "FROM wordpress:7.1-fpm-alpine",
    "FROM caddy:2",
    "FROM nginx:1.30\nRUN chown -R nginx /var/cache/nginx /run",
    "FROM php:8.4-apache\nCOPY ports.conf /etc/apache2/",
  ]) {
    assert.equal(noteOn(text), "", text);
  }
});
