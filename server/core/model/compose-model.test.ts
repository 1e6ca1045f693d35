// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Compose look like this.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseYaml } from "../syntax/yaml.ts";
import type { ComposeDocument, Service } from "./compose.ts";
import { interpolate } from "./compose-interpolation.ts";
import { readCompose } from "./compose-model.ts";

const read = (text: string): ComposeDocument => readCompose(parseYaml(text));

/** The only service of a file, with these lines in it. */
function service(lines: string): Service {
  const [one, ...others] = read(file(lines)).services;
  assert.ok(one && others.length === 0);
  return one;
}

const file = (lines: string): string => `services:\n  web:\n    image: nginx\n${lines.replace(/^(?=.)/gm, "    ")}`;

const ports = (lines: string) =>
  service(lines).ports.map(({ hostIp, published, target, protocol }) => [hostIp, published, target, protocol]);
const mounts = (lines: string) =>
  service(lines).mounts.map(({ type, source, target, readOnly }) => [type, source, target, readOnly]);
const environment = (lines: string) =>
  service(lines).environment.map(({ name, value, span }) => [name, value, file(lines).slice(span.start, span.end)]);

test("services have a place, a key and an image", () => {
  const text = file("").replace("nginx", "ghcr.io/acme/web:$" + "{TAG:-1.2}");
  const [web] = read(text).services;
  assert.ok(web);
  assert.equal(web.place, "service web");
  assert.deepEqual(web.path, ["services", "web"]);
  assert.equal(text.slice(web.nameSpan.start, web.nameSpan.end), "web");
  assert.equal(web.image?.name, "ghcr.io/acme/web");
  assert.equal(web.image?.tag, "1.2");
  assert.equal(web.facts, undefined);
  assert.equal(service("").facts?.image, "nginx");
  assert.equal(service("build: .\n").facts, undefined);
});

test("the first format had its services at the top", () => {
  const names = (text: string) => read(text).services.map(({ name }) => name);
  assert.deepEqual(names("web:\n  image: nginx\ndb:\n  build: .\n"), ["web", "db"]);
  assert.deepEqual(names("web:\n  image: nginx\nstages: [test]\n"), []);
  assert.deepEqual(names("image:\n  repository: nginx\n"), []);
  assert.deepEqual(names("x-common: &c {image: a}\nservices:\n  web: *c\n  x-note: {}\n  empty:\n"), ["web"]);
  for (const text of ["", "text", "- web", "services: [web]", "services:", "apiVersion: {image: a}"]) {
    assert.deepEqual(names(text), [], text);
  }
});

test("fragments and merges are followed", () => {
  const text = `x-base: &base
  image: nginx:1
  ports: ["80:80"]
  security_opt: [no-new-privileges]
services:
  web:
    <<: *base
    ports: ["127.0.0.1:80:80"]
`;
  const [web] = read(text).services;
  assert.equal(web?.image?.tag, "1");
  assert.deepEqual(
    web?.ports.map(({ hostIp }) => hostIp),
    ["127.0.0.1"],
  );
  assert.deepEqual(
    web?.securityOptions.map(({ text: option, view }) => [option, view.via]),
    [["no-new-privileges:true", "merge"]],
  );
});

test("an override is partial, and so is a service that extends another", () => {
  assert.equal(read(file("")).partial, false);
  assert.equal(read("services:\n  web:\n    environment: [A=1]\n").partial, true);
  assert.equal(read(`include: [other.yaml]\n${file("")}`).partial, true);
  const extended = read("services:\n  web:\n    extends: {file: base.yaml, service: web}\n");
  assert.equal(extended.partial, false);
  assert.deepEqual(
    extended.services.map(({ partial }) => partial),
    [true],
  );
});

test("ports in both syntaxes", () => {
  const lines = `ports:
- 80
- "8080:80"
- 127.0.0.1:8080:80/udp
- "127.0.0.1::80"
- "[::1]:8080:80"
- "::1:8080:80"
- 3000-3005:3000-3005
- "\${BIND:-127.0.0.1}:\${PORT:-8080}:80"
- "\${PORT}:80"
- {target: 80, published: "8080", host_ip: 127.0.0.1, protocol: tcp}
- {target: 80}
`;
  assert.deepEqual(ports(lines), [
    [undefined, undefined, "80", undefined],
    [undefined, "8080", "80", undefined],
    ["127.0.0.1", "8080", "80", "udp"],
    ["127.0.0.1", undefined, "80", undefined],
    ["::1", "8080", "80", undefined],
    ["::1", "8080", "80", undefined],
    [undefined, "3000-3005", "3000-3005", undefined],
    ["127.0.0.1", "8080", "80", undefined],
    [undefined, "${PORT}", "80", undefined],
    ["127.0.0.1", "8080", "80", "tcp"],
    [undefined, undefined, "80", undefined],
  ]);
});

test("volumes in both syntaxes", () => {
  const lines = `volumes:
- /var/run/docker.sock:/var/run/docker.sock
- ./conf:/etc/nginx:ro,z
- ~/.ssh:/root/.ssh
- data:/data:rw
- /cache
- C:\\docker:/test:ro
- "\${HOME:-/root}/x:/x"
- "\${DATA}:/data"
- "\${DATA}/db:/db"
- {type: bind, source: /etc, target: /host, read_only: true}
- {type: tmpfs, target: /tmp}
- {type: npipe, source: a, target: b}
`;
  assert.deepEqual(mounts(lines), [
    ["bind", "/var/run/docker.sock", "/var/run/docker.sock", false],
    ["bind", "./conf", "/etc/nginx", true],
    ["bind", "~/.ssh", "/root/.ssh", false],
    ["volume", "data", "/data", false],
    ["volume", undefined, "/cache", false],
    ["bind", "C:\\docker", "/test", true],
    ["bind", "/root/x", "/x", false],
    ["other", "${DATA}", "/data", false],
    ["bind", "${DATA}/db", "/db", false],
    ["bind", "/etc", "/host", true],
    ["tmpfs", undefined, "/tmp", false],
    ["other", "a", "b", false],
  ]);
});

test("environment in both syntaxes, with the token that holds the value", () => {
  assert.deepEqual(environment('environment:\n  A: one\n  B: 2\n  C: "three"\n  D:\n  E: {}\n'), [
    ["A", "one", "one"],
    ["B", "2", "2"],
    ["C", "three", '"three"'],
    ["D", undefined, "D"],
  ]);
  assert.deepEqual(environment("environment:\n- A=one\n- \"B=two=2\"\n- C=\n- D\n- 'E=it''s'\n- \"F=a\\\n  b\"\n"), [
    ["A", "one", "one"],
    ["B", "two=2", "two=2"],
    ["C", "", "C="],
    ["D", undefined, "D"],
    ["E", "it's", "it''s"],
    ["F", "ab", "a\\"],
  ]);
});

test("security options are spelled one way", () => {
  const options = service(
    "security_opt:\n- no-new-privileges=true\n- no-new-privileges:false\n- seccomp=unconfined\n- label:type:x_t\n- no-new-privileges\n",
  ).securityOptions.map(({ text }) => text);
  assert.deepEqual(options, [
    "no-new-privileges:true",
    "no-new-privileges:false",
    "seccomp:unconfined",
    "label:type:x_t",
    "no-new-privileges:true",
  ]);
});

test("variables are known where a default stands", () => {
  const known: readonly (readonly [string, string | undefined])[] = [
    ["plain", "plain"],
    ["$${X}", "${X}"],
    ["${X:-a}", "a"],
    ["${X-a}", "a"],
    ["${X:-}", ""],
    ["a${X:-b}c${Y:-d}e", "abcde"],
    ["${X:-${Y:-z}}", "z"],
    ["${X:-${Y}}", undefined],
    ["$X", undefined],
    ["${X}", undefined],
    ["${X:?needed}", undefined],
    ["${X:+other}", undefined],
    ["${X:-open", undefined],
    ["${", undefined],
    ["$", "$"],
    ["5$ 6", "5$ 6"],
  ];
  for (const [text, value] of known) assert.equal(interpolate(text), value, text);
});

test("interpolation ends for any text", () => {
  const piece = fc.constantFrom("$", "{", "}", ":", "-", "?", "+", "A", "a b", "${X:-", "$$");
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join("");
      const value = interpolate(text);
      assert.ok(value === undefined || value.length <= text.length);
    }),
  );
});
