import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Problem } from "../server/core/analysis.ts";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { readDockerfile } from "../server/core/model/dockerfile-model.ts";
import { rules } from "../server/core/registry.ts";
import { fullId } from "../server/core/rule.ts";
import { applyEdits } from "../server/core/text.ts";

const ids = ["root-user", "non-numeric-user", "unpinned-base-image", "end-of-life-base-image", "bloated-base-image"];
const judged = rules.filter((rule) => rule.target === "dockerfile" && ids.includes(rule.id));
const analyzer = new Analyzer(judged);
const { config } = readConfig([], judged);

const image = fc.constantFrom(
  "node:22",
  "node:22-alpine",
  "node:14-slim",
  "node:$VERSION",
  "node",
  "python:3.13",
  "python:3.7-slim-buster",
  "golang:1.27",
  "golang:1.27-alpine",
  "golang:1.19",
  "rust:1.98",
  "debian:13-slim",
  "debian:buster",
  "alpine",
  "alpine:3.24",
  "ubuntu:20.04",
  "eclipse-temurin:21",
  "openjdk:17-jdk-slim",
  "maven:3.9-eclipse-temurin-21",
  "mcr.microsoft.com/dotnet/aspnet:10.0",
  "nginx:1.30-alpine",
  "gcr.io/distroless/static-debian12",
  "mcr.microsoft.com/windows/servercore:ltsc2025",
  "ghcr.io/acme/base:1",
  "scratch",
  "build",
);

const line = fc.constantFrom(
  "WORKDIR /app",
  "WORKDIR /root/",
  "COPY . .",
  "COPY --chown=app:app . .",
  "COPY --from=build /app/server /usr/local/bin/server",
  "COPY --from=0 /app /app",
  "RUN npm ci",
  "RUN CGO_ENABLED=0 go build -o server .",
  "RUN go build -o /usr/local/bin/server",
  "RUN cargo build --release",
  "RUN apk add --no-cache ca-certificates",
  "RUN apt-get update && \\\n    apt-get install -y curl",
  "RUN adduser -D app",
  "RUN groupadd -g 1001 app && useradd -u 1001 -g app app",
  "RUN <<EOF\necho a\nEOF",
  "USER app",
  "USER app:app",
  "USER root",
  "USER 1000:1000",
  "USER $WHO",
  "ENV NODE_ENV=production",
  "ENV PATH=/app/bin:$PATH",
  "EXPOSE 80",
  "VOLUME /data",
  "HEALTHCHECK CMD curl -f http://localhost",
  'HEALTHCHECK CMD ["node", "health.js"]',
  'ENTRYPOINT ["/entrypoint.sh"]',
  'ENTRYPOINT ["server"]',
  'CMD ["node", "server.js"]',
  "CMD node server.js",
  'CMD [ "java", "-jar", "app.jar" ]',
  'CMD ["./server"]',
  'CMD ["npm", "start"]',
  "# What follows starts it",
  "",
  "ONBUILD USER root",
  'SHELL ["/bin/bash", "-c"]',
);

const stage = fc
  .tuple(image, fc.constantFrom("", " AS build", " AS final"), fc.array(line, { maxLength: 9 }))
  .map(([image, name, lines]) => [`FROM ${image}${name}`, ...lines].join("\n"));

const dockerfile = fc
  .tuple(fc.constantFrom("", "ARG VERSION=16\n"), fc.array(stage, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([head, stages, crlf]) =>
    crlf ? (head + stages.join("\n")).replaceAll("\n", "\r\n") : head + stages.join("\n"),
  );

test("every fix for the account and the base image parses, and its finding is gone", () => {
  fc.assert(
    fc.property(dockerfile, (text) => {
      const problems = problemsOf(text);
      for (const problem of problems) for (const fix of problem.fixes()) check(text, problems, problem, fix);
    }),
    { numRuns: 500 },
  );
});

function problemsOf(text: string): readonly Problem[] {
  const { problems, crashes } = analyzer.analyze({ path: "Dockerfile", text }, { config, today: "2026-11-23" });
  assert.deepEqual(crashes, []);
  return problems.filter(({ rule }) => rule !== undefined);
}

function check(text: string, before: readonly Problem[], problem: Problem, fix: ReturnType<Problem["fixes"]>[number]) {
  const result = problem.part.resolve(fix.changes);
  assert.ok("edits" in result, fix.title);
  const repaired = applyEdits(text, result.edits);
  const told = `${problem.id}, "${fix.title}":\n${repaired}`;
  assert.ok(readDockerfile(repaired).errors.length <= readDockerfile(text).errors.length, told);
  const ofRule = (problems: readonly Problem[]) => problems.filter(({ id }) => id === problem.id).length;
  assert.ok(ofRule(problemsOf(repaired)) < ofRule(before), told);
  if (text.includes("\r\n")) assert.doesNotMatch(repaired, /[^\r]\n/, told);
  assert.equal(judged.length, ids.length, `${judged.map(fullId)}`);
}
