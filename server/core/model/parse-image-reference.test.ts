import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseImageReference } from "./parse-image-reference.ts";

const sha = `sha256:${"0123456789abcdef".repeat(4)}`;

/** `registry repository name tag digest`, with `-` for what is absent. */
function parts(text: string): string {
  const reference = parseImageReference(text);
  if (!reference) return "none";
  assert.equal(reference.text, text);
  const { registry, repository, name, tag, digest } = reference;
  return [registry, repository, name, tag ?? "-", digest ?? "-"].join(" ");
}

const references: Readonly<Record<string, string>> = {
  node: "docker.io node node - -",
  "node:22-alpine": "docker.io node node 22-alpine -",
  scratch: "docker.io scratch scratch - -",
  "acme/web:1.2": "docker.io acme/web acme/web 1.2 -",
  "library/node:22": "docker.io node node 22 -",
  "docker.io/library/node": "docker.io node node - -",
  "docker.io/acme/web": "docker.io acme/web acme/web - -",
  "index.docker.io/library/node:22": "docker.io node node 22 -",
  "registry.hub.docker.com/library/redis:7": "docker.io redis redis 7 -",
  "registry.hub.docker.com/acme/web": "docker.io acme/web acme/web - -",
  "public.ecr.aws/docker/library/python:3.9-slim": "public.ecr.aws docker/library/python python 3.9-slim -",
  "public.ecr.aws/amazonlinux/amazonlinux:2":
    "public.ecr.aws amazonlinux/amazonlinux public.ecr.aws/amazonlinux/amazonlinux 2 -",
  "mirror.gcr.io/library/nginx": "mirror.gcr.io library/nginx nginx - -",
  "mcr.microsoft.com/mirror/docker/library/debian:12": "mcr.microsoft.com mirror/docker/library/debian debian 12 -",
  "mcr.microsoft.com/dotnet/sdk": "mcr.microsoft.com dotnet/sdk mcr.microsoft.com/dotnet/sdk - -",
  "arm64v8/node:22": "docker.io arm64v8/node node 22 -",
  "library/team/web": "docker.io library/team/web library/team/web - -",
  "mirror.gcr.io/acme/web": "mirror.gcr.io acme/web acme/web - -",
  "ghcr.io/acme/web:1.2": "ghcr.io acme/web ghcr.io/acme/web 1.2 -",
  "GHCR.io/acme/web": "ghcr.io acme/web ghcr.io/acme/web - -",
  "localhost/web": "localhost web localhost/web - -",
  "localhost:5000/web": "localhost:5000 web localhost:5000/web - -",
  "registry:5000/team/web:v1": "registry:5000 team/web registry:5000/team/web v1 -",
  "registry:5000": "docker.io registry registry 5000 -",
  "10.0.0.1:443/a/b/c": "10.0.0.1:443 a/b/c 10.0.0.1:443/a/b/c - -",
  "[::1]:5000/web:2": "[::1]:5000 web [::1]:5000/web 2 -",
  "acme/a__b.c---d_e": "docker.io acme/a__b.c---d_e acme/a__b.c---d_e - -",
  [`node@${sha}`]: `docker.io node node - ${sha}`,
  [`ghcr.io/acme/web:1.2@${sha}`]: `ghcr.io acme/web ghcr.io/acme/web 1.2 ${sha}`,
  "gcr.io/distroless/static-debian12:nonroot":
    "gcr.io distroless/static-debian12 gcr.io/distroless/static-debian12 nonroot -",
};

for (const [text, expected] of Object.entries(references)) {
  test(`takes ${text} apart`, () => assert.equal(parts(text), expected));
}

const noReferences = [
  "",
  ":",
  "node:",
  ":22",
  "/node",
  "node/",
  "a//b",
  "Node",
  "acme/Web",
  "node:$VERSION",
  "$IMAGE",
  "node:${VERSION",
  "$REGISTRY/node:22",
  "{{ .Values.image }}",
  "<image>",
  "node 22",
  " node",
  "node:22:slim",
  "node@sha256:abc",
  `node@${sha}@${sha}`,
  "a_-b",
  "-a",
  `node:${"1".repeat(129)}`,
  "a".repeat(256),
  "https://ghcr.io/acme/web",
];

for (const text of noReferences) {
  test(`takes ${JSON.stringify(text.slice(0, 40))} for no reference`, () => assert.equal(parts(text), "none"));
}

test("any text gives an answer", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."aA0.:/@-_$[]") })), (text) => {
      const reference = parseImageReference(text);
      assert.ok(reference === undefined || text.length >= reference.repository.length);
    }),
  );
});

test("a reference written out in full means the same", () => {
  const component = fc.stringMatching(/^[a-z0-9]{1,8}$/);
  fc.assert(
    fc.property(
      fc.array(component, { minLength: 1, maxLength: 3 }),
      fc.stringMatching(/^\w[\w.-]{0,8}$/),
      (path, tag) => {
        const reference = parseImageReference(`${path.join("/")}:${tag}`);
        fc.pre(reference !== undefined && reference.registry === "docker.io");
        const full = parseImageReference(`${reference.registry}/${reference.repository}:${reference.tag}`);
        assert.deepEqual({ ...full, text: "" }, { ...reference, text: "" });
      },
    ),
  );
});
