import assert from "node:assert/strict";
import { test } from "node:test";
import { imageFacts } from "../facts/images.ts";
import { parseImageReference } from "./parse-image-reference.ts";
import { isCovered, scratchPaths, unmountedNote } from "./scratch-paths.ts";

const factsOf = (image: string) => {
  const reference = parseImageReference(image);
  return reference && imageFacts(reference);
};
const paths = (image: string) => scratchPaths(factsOf(image));
/** The path that a note names, for what is mounted beside what the fix mounts. */
const obstacle = (image: string, runtime: "docker" | "kubernetes", ...mounted: string[]) =>
  /writes to (.*?): mount/.exec(
    unmountedNote("app", factsOf(image), [...mounted, ...paths(image)], runtime) ?? "",
  )?.[1];

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

test("what an image keeps in itself stands in the way until it is mounted", () => {
  assert.equal(obstacle("grafana/grafana:12.1.0", "docker"), "/var/lib/grafana");
  assert.equal(obstacle("grafana/grafana:12.1.0", "docker", "/var/lib/grafana/"), undefined);
  assert.equal(obstacle("elasticsearch:9.1.0", "docker"), "/usr/share/elasticsearch/data");
  const config = obstacle("elasticsearch:9.1.0", "docker", "/usr/share/elasticsearch/data");
  assert.equal(config, "/usr/share/elasticsearch/config");
  assert.equal(obstacle("rabbitmq:4", "docker"), "/etc/rabbitmq");
  for (const image of ["ghcr.io/acme/web:1", "node:24", "nginx:1.29", "python:3.13", "haproxy:3.2", "debian:13"]) {
    assert.equal(obstacle(image, "kubernetes"), undefined, image);
  }
});

test("Docker makes declared volumes writable, a pod does not", () => {
  for (const image of ["postgres:17", "postgres:18", "mysql:8.4", "mongo:8", "redis:8.2", "influxdb:2"]) {
    assert.equal(obstacle(image, "docker"), undefined, image);
  }
  assert.equal(obstacle("redis:8.2", "kubernetes"), "/data");
  assert.equal(obstacle("redis:8.2", "kubernetes", "/data"), undefined);
});

test("a path of another version of the image need not be mounted", () => {
  assert.equal(obstacle("postgres:17", "kubernetes"), "/var/lib/postgresql/data or /var/lib/postgresql");
  assert.equal(obstacle("postgres:17", "kubernetes", "/var/lib/postgresql/data"), undefined);
  assert.equal(obstacle("influxdb:2", "kubernetes", "/var/lib/influxdb2", "/etc/influxdb2"), undefined);
});
