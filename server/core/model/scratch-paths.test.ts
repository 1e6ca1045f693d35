import assert from "node:assert/strict";
import { test } from "node:test";
import { imageFacts } from "../facts/images.ts";
import { parseImageReference } from "./parse-image-reference.ts";
import { isCovered, scratchPaths } from "./scratch-paths.ts";

const paths = (image: string) => {
  const reference = parseImageReference(image);
  return scratchPaths(reference && imageFacts(reference));
};

test("what an image writes to at run time is mounted, and nothing that the image fills", () => {
  assert.deepEqual(paths("nginx:1.29"), ["/tmp", "/var/cache/nginx", "/var/run"]);
  assert.deepEqual(paths("php:8.4-apache"), ["/tmp", "/var/run/apache2", "/var/lock/apache2"]);
  assert.deepEqual(paths("tomcat:11"), [
    "/tmp",
    "/usr/local/tomcat/logs",
    "/usr/local/tomcat/temp",
    "/usr/local/tomcat/work",
  ]);
  assert.deepEqual(paths("mysql:8.4"), ["/tmp", "/var/run/mysqld", "/var/lib/mysql-files"]);
  assert.deepEqual(paths("ghcr.io/acme/web:1"), ["/tmp"]);
});

test("a mount covers what lies below it", () => {
  assert.ok(isCovered("/var/run/mysqld", ["/var/run/"]));
  assert.ok(isCovered("/tmp", ["/tmp"]));
  assert.ok(!isCovered("/tmp", ["/tmp2", "/tmp/a"]));
});
