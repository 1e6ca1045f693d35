import assert from "node:assert/strict";
import { test } from "node:test";
import { distrolessMigrations } from "./distroless-migration.ts";
import type { Dockerfile } from "./dockerfile.ts";
import { readDockerfile } from "./dockerfile-model.ts";

const migrationOf = (file: Dockerfile) => distrolessMigrations(file)[0];

/** What stands in the way, as `line: why`. */
function obstacles(text: string): readonly string[] | undefined {
  const migration = migrationOf(readDockerfile(text));
  if (!migration || "changes" in migration) return undefined;
  return migration.obstacles.map(({ at, text: why }) => `${text.slice(0, at.span.start).split("\n").length}: ${why}`);
}

const node = (...lines: readonly string[]) => ["FROM node:22-slim", ...lines].join("\n");

const cases: readonly (readonly [name: string, text: string, expected: readonly string[] | undefined])[] = [
  [
    "a RUN that builds",
    node("RUN make", 'CMD ["node", "a.js"]'),
    ["2: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "packages that the program needs",
    node("WORKDIR /app", "COPY . .", "RUN apt-get install -y ffmpeg", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "a directory elsewhere",
    node("WORKDIR /app", "COPY . .", "RUN npm ci && mkdir /data", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "a script that may do anything",
    node("WORKDIR /app", "COPY . .", "RUN ./setup.sh", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "a program for all",
    node("WORKDIR /app", "COPY . .", "RUN npm ci && npm install -g pm2", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "a file elsewhere",
    node("WORKDIR /app", "COPY . .", "RUN npm ci && echo a > /etc/b", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "a repository elsewhere",
    node("WORKDIR /app", "COPY . .", "RUN npm ci && git clone https://example.com/m /opt/m", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "browsers in the account's home",
    node("WORKDIR /app", "COPY . .", "RUN npm ci && npx playwright install", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  [
    "work in another directory",
    node("WORKDIR /app", "COPY . .", "RUN npm ci && cd /opt && tar xzf /app/a.tgz", 'CMD ["node", "a.js"]'),
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  ["a shell", node('CMD ["sh", "-c", "node a.js"]'), ["2: sh needs a shell"]],
  ["a variable", node("CMD node a.js --port $PORT"), ["2: CMD needs a shell"]],
  ["an assignment", node("CMD PORT=80 node a.js"), ["2: CMD needs a shell"]],
  ["two commands", node("CMD node a.js && node b.js"), ["2: CMD needs a shell"]],
  ["a redirection", node("CMD node a.js > log"), ["2: CMD needs a shell"]],
  ["npm", node('CMD ["npm", "start"]'), ["2: npm is not there: start the script behind it with node"]],
  ["a script", node('ENTRYPOINT ["/entrypoint.sh"]', 'CMD ["node"]'), ["2: entrypoint.sh needs a shell"]],
  ["tini", node('ENTRYPOINT ["tini", "--"]'), ["2: tini is not there: let the runtime reap with --init"]],
  ["nothing to start", node("COPY . ."), ["1: nothing says what to start: set CMD"]],
  [
    "a health check with curl",
    node("HEALTHCHECK CMD curl -f http://localhost", 'CMD ["node", "a.js"]'),
    ["2: HEALTHCHECK calls curl, which is not there"],
  ],
  [
    "a health check with a shell",
    node("HEALTHCHECK CMD node h.js || exit 1", 'CMD ["node", "a.js"]'),
    ["2: HEALTHCHECK needs a shell"],
  ],
  ["ONBUILD", node("ONBUILD RUN npm ci", 'CMD ["node", "a.js"]'), ["2: ONBUILD acts in images that may need a shell"]],
  [
    "addons for Alpine",
    [
      "FROM node:22-alpine AS build",
      "RUN apk add --no-cache python3 make g++ && npm ci",
      node('COPY --from=build /app /app\nCMD ["node", "/app/a.js"]'),
    ].join("\n"),
    ["2: apk is called on Alpine, and addons built there don't run on Debian"],
  ],
  [
    "a virtual environment",
    'FROM python:3.13\nCOPY --from=build /opt/venv /opt/venv\nCMD ["python", "a.py"]',
    ["2: the virtual environment points to the Python that made it, which is elsewhere"],
  ],
  [
    "Alpine's libc",
    'FROM golang:1.19-alpine AS b\nRUN go build -o /s\nFROM alpine:3.24\nCOPY --from=b /s /s\nCMD ["/s"]',
    ["4: the program is linked to Alpine's libc: build it with CGO_ENABLED=0"],
  ],
  [
    "libraries",
    'FROM golang:1.27 AS b\nRUN apt-get install -y libvips-dev && go build -o /s\nFROM debian:13\nCOPY --from=b /s /s\nCMD ["/s"]',
    ["4: the program may be linked to libvips-dev: build it with CGO_ENABLED=0"],
  ],
  [
    "a version that has no counterpart",
    'FROM node:21-slim\nCMD ["node", "a.js"]',
    ["1: it comes in version 22, 24 and 26 only"],
  ],
  [
    "a virtual environment that uv makes in another stage",
    'FROM python:3.13 AS build\nWORKDIR /app\nRUN uv sync\nFROM python:3.13\nCOPY --from=build /app /app\nCMD ["python", "/app/a.py"]',
    ["5: the virtual environment points to the Python that made it, which is elsewhere"],
  ],
  [
    "a virtual environment on the PATH",
    'FROM python:3.13\nENV PATH="/app/.venv/bin:$PATH"\nCOPY app /app\nCMD ["python", "/app/a.py"]',
    ["2: the virtual environment points to the Python that made it, which is elsewhere"],
  ],
  [
    "a virtual environment that comes by way of another stage",
    'FROM python:3.13 AS build\nWORKDIR /app\nRUN uv sync\nFROM debian:13 AS mid\nCOPY --from=build /app /app\nFROM python:3.13\nCOPY --from=mid /app /app\nCMD ["python", "/app/a.py"]',
    ["7: the virtual environment points to the Python that made it, which is elsewhere"],
  ],
  [
    "a virtual environment that Poetry makes",
    'FROM python:3.13 AS build\nENV POETRY_VIRTUALENVS_IN_PROJECT=1\nRUN poetry install\nFROM python:3.13\nCOPY --from=build /app /app\nCMD ["python", "/app/a.py"]',
    ["5: the virtual environment points to the Python that made it, which is elsewhere"],
  ],
  [
    "a start within a virtual environment",
    'FROM python:3.13\nCOPY . /app\nCMD ["/app/.venv/bin/gunicorn", "a:b"]',
    ["3: the virtual environment points to the Python that made it, which is elsewhere"],
  ],
  [
    "packages that Alpine built",
    'FROM python:3.13-alpine AS build\nRUN pip install -t /deps lxml\nFROM python:3.13-slim\nCOPY --from=build /deps /deps\nCMD ["python", "/a.py"]',
    ["4: packages that Alpine built don't run on Debian"],
  ],
  [
    "packages for another Python",
    'FROM python:3.12 AS build\nRUN pip install -t /deps lxml\nFROM python:3.13-slim\nCOPY --from=build /deps /deps\nCMD ["python", "/a.py"]',
    ["4: packages for Python 3.12 are not for Python 3.13"],
  ],
  [
    "a target of Rust that is not built for",
    'FROM rust:1.90 AS b\nRUN rustup target add x86_64-unknown-linux-musl && apt-get install -y libpq-dev && cargo build\nFROM debian:13\nCOPY --from=b /target/debug/s /s\nCMD ["/s"]',
    ["4: the program may be linked to libpq-dev"],
  ],
  [
    "another program's settings",
    'FROM golang:1.27 AS b\nRUN apt-get install -y libvips-dev && CGO_ENABLED=0 go build -o /a && go build -o /s ./s\nFROM debian:13\nCOPY --from=b /s /s\nCMD ["/s"]',
    ["4: the program may be linked to libvips-dev: build it with CGO_ENABLED=0"],
  ],
  [
    "a file that no build writes",
    'FROM golang:1.27 AS b\nRUN CGO_ENABLED=0 go build -o /a\nFROM debian:13\nCOPY --from=b /usr/bin/jq /s\nCMD ["/s"]',
    undefined,
  ],
  [
    "a file that cargo does not write",
    'FROM rust:1.92 AS b\nWORKDIR /app\nRUN cargo build --release\nFROM debian:13\nCOPY --from=b /app/start /start\nCMD ["/start"]',
    undefined,
  ],
  [
    "a program of the distribution",
    'FROM golang:1.27 AS b\nRUN CGO_ENABLED=0 make\nFROM debian:13\nCOPY --from=b /usr/bin/git /git\nCMD ["/git"]',
    undefined,
  ],
  [
    "a script beside the program",
    'FROM golang:1.27 AS b\nRUN CGO_ENABLED=0 go build -o /out/app .\nFROM debian:13\nCOPY --from=b /src/start /out/app /usr/local/bin/\nENTRYPOINT ["start"]',
    undefined,
  ],
  [
    "another build's settings on Alpine",
    'FROM golang:1.27-alpine AS b\nRUN apk add gcc musl-dev && CGO_ENABLED=0 go build -o /a && CGO_ENABLED=1 go build -o /s\nFROM alpine:3.24\nCOPY --from=b /s /s\nCMD ["/s"]',
    ["4: the program is linked to Alpine's libc: build it with CGO_ENABLED=0"],
  ],
  [
    "settings that come after the build",
    'FROM golang:1.27 AS b\nRUN apt-get install -y libvips-dev && go build -o /s\nENV CGO_ENABLED=0\nFROM debian:13\nCOPY --from=b /s /s\nCMD ["/s"]',
    ["5: the program may be linked to libvips-dev: build it with CGO_ENABLED=0"],
  ],
  [
    "a script",
    'FROM golang:1.27 AS b\nRUN CGO_ENABLED=0 go build -o /a\nFROM debian:13\nCOPY --from=b /start.sh /a /\nCMD ["/start.sh"]',
    undefined,
  ],
  [
    "a file that is an argument",
    'FROM golang:1.27\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /s\nCMD ["/s", "--config", "config.yaml"]',
    undefined,
  ],
  ...(
    [
      ["an argument beside ENTRYPOINT", ['ENTRYPOINT ["/s"]', 'CMD ["--config", "config.yaml"]']],
      ["a setting", ["ENV CONFIG_FILE=/app/config.yaml", 'CMD ["/s"]']],
      ["a health check", ['HEALTHCHECK CMD ["/s", "-c", "config.yaml"]', 'CMD ["/s"]']],
      ["a directory", ['CMD ["/s", "--templates=web/templates"]']],
    ] as const
  ).map(
    ([name, start]) =>
      [
        `a file that ${name} names`,
        ["FROM golang:1.27", "WORKDIR /app", "COPY . .", "RUN CGO_ENABLED=0 go build -o /s", ...start].join("\n"),
        undefined,
      ] as const,
  ),
  ...(
    [
      ["an agent", 'CMD ["java", "-javaagent:/app/agent.jar", "-jar", "target/a.jar"]'],
      ["an agent in ENV", 'ENV JAVA_TOOL_OPTIONS=-javaagent:/app/agent.jar\nCMD ["java", "-jar", "target/a.jar"]'],
      ["a property's file", 'CMD ["java", "-Dlogback.configurationFile=conf/logback.xml", "-jar", "target/a.jar"]'],
    ] as const
  ).map(
    ([name, start]) =>
      [
        `a jar with ${name}`,
        `FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn package\n${start}`,
        ["4: RUN needs a shell, so move it to a build stage"],
      ] as const,
  ),
  ...(
    [
      ["an argument for the directory of before", 'ENTRYPOINT ["dotnet", "out/Shop.dll", "--config", "conf/a.json"]'],
      [
        "a health check in the directory of before",
        'HEALTHCHECK CMD ["dotnet", "out/H.dll"]\nENTRYPOINT ["dotnet", "out/Shop.dll"]',
      ],
      ["a content root", 'ENV ASPNETCORE_CONTENTROOT=/app\nENTRYPOINT ["dotnet", "out/Shop.dll"]'],
    ] as const
  ).map(
    ([name, start]) =>
      [
        `.NET with ${name}`,
        `FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /app\nCOPY . .\nRUN dotnet publish -o out\n${start}`,
        ["4: RUN needs a shell, so move it to a build stage"],
      ] as const,
  ),
  [
    "a jar with files beside it",
    'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/quarkus-app/quarkus-run.jar"]',
    ["4: RUN needs a shell, so move it to a build stage"],
  ],
  ["a language that has none", 'FROM php:8.3-cli\nCMD ["php", "a.php"]', undefined],
  [
    "a program that the SDK builds and starts",
    'FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /app\nCOPY . .\nCMD ["dotnet", "run"]',
    ["4: dotnet run needs the SDK: publish the program, and start its dll"],
  ],
  ["a program from elsewhere", 'FROM alpine:3.24\nCOPY server /s\nCMD ["/s"]', undefined],
  [
    "a program that a script builds",
    'FROM golang:1.27 AS b\nRUN make\nFROM alpine:3.24\nCOPY --from=b /s /s\nCMD ["/s"]',
    undefined,
  ],
  [
    "Windows",
    'FROM mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022\nENTRYPOINT ["dotnet", "a.dll"]',
    undefined,
  ],
];

for (const [name, text, expected] of cases) {
  test(`in the way of an image without a shell: ${name}`, () => {
    assert.deepEqual(obstacles(text), expected);
    assert.ok(!("changes" in (migrationOf(readDockerfile(text)) ?? {})), "it was changed");
  });
}

test("a stage that compiles says what of it does not ship", () => {
  const text = (copy: string) =>
    ["FROM golang:1.27", "WORKDIR /app", copy, "RUN CGO_ENABLED=0 go build -o /s", 'CMD ["/s"]'].join("\n");
  const noteOf = (copy: string) => {
    const migration = migrationOf(readDockerfile(text(copy)));
    assert.ok(migration && "changes" in migration);
    return migration.note;
  };
  assert.match(noteOf("COPY . .") ?? "", /only \/s is shipped: templates and configuration/);
  assert.equal(noteOf("COPY go.mod main.go ./"), undefined);
});

test("a variable stays where it is a version in both images", () => {
  const changed = (text: string) => {
    const migration = migrationOf(readDockerfile(text));
    assert.ok(migration && "changes" in migration);
    return migration.changes.flatMap((change) => (change.op === "replace" ? [change.text] : []));
  };
  const go = (from: string) =>
    `ARG V=3\nFROM golang:1.27 AS b\nRUN CGO_ENABLED=0 go build -o /s\nFROM ${from}\nCOPY --from=b /s /s\nCMD ["/s"]`;
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are variables of Dockerfiles.
  assert.ok(changed(go("alpine:${V}")).includes("gcr.io/distroless/static-debian13:nonroot"));
  const node = 'ARG V=24\nFROM node:${V}-slim\nCMD ["node", "a.js"]';
  assert.ok(changed(node).some((text) => text.includes("nodejs${V}-debian13")));
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: these are variables of Dockerfiles.
});

test("copied files belong to the new account where nobody says USER, too", () => {
  const migration = migrationOf(
    readDockerfile('FROM node:24-slim\nCOPY --chown=node:node a.js /app/\nCMD ["node", "/app/a.js"]'),
  );
  assert.ok(migration && "changes" in migration);
  assert.ok(migration.changes.some((change) => change.op === "replace" && change.text === "65532:65532"));
});

test("a group that is not there is replaced, and the owner beside it stays", () => {
  const migration = migrationOf(
    readDockerfile('FROM node:24-slim\nCOPY --chown=root:node a.js /app/\nUSER node\nCMD ["node", "/app/a.js"]'),
  );
  assert.ok(migration && "changes" in migration);
  assert.ok(migration.changes.some((change) => change.op === "replace" && change.text === "root:65532"));
});

test("a list of packages comes from any stage", () => {
  const migration = migrationOf(
    readDockerfile(
      'FROM python:3.12-alpine AS build\nRUN uv sync && uv export -o /a/requirements.txt\nFROM python:3.13-slim\nCOPY --from=build /a/requirements.txt /a/\nCMD ["python", "/a.py"]',
    ),
  );
  assert.ok(migration && "changes" in migration);
});

test("the build of the program says what it needs", () => {
  const imageOf = (from: string, lines: readonly string[], path: string) => {
    const text = [`FROM ${from} AS b`, ...lines, "FROM debian:13", `COPY --from=b ${path} /s`, 'CMD ["/s"]'].join("\n");
    return migrationOf(readDockerfile(text))?.image.replace(/^gcr\.io\/distroless\/|-debian.*$/g, "");
  };
  const go = (lines: readonly string[], path = "/s") => imageOf("golang:1.27", lines, path);
  const rust = (lines: readonly string[], path: string) => imageOf("rust:1.92", lines, path);
  assert.equal(go(["ENV CGO_ENABLED=0", "RUN CGO_ENABLED=1 go build -o /s"]), "base");
  assert.equal(go(["RUN export CGO_ENABLED=0", "RUN go build -o /s"]), "base");
  assert.equal(go(["RUN export CGO_ENABLED=0 && go build -o /s"]), "static");
  assert.equal(go(["RUN go env -w CGO_ENABLED=0", "RUN go build -o /s"]), "static");
  assert.equal(go(["RUN CGO_ENABLED=0 go build -o app && mv app /usr/bin/server"], "/usr/bin/server"), "static");
  assert.equal(go(["RUN CGO_ENABLED=0 go install a.org/b/tool@v1"], "/go/bin/tool"), "static");
  assert.equal(rust(["ARG OTHER=x86_64-unknown-linux-musl", "RUN cargo build"], "/target/debug/s"), "cc");
  const forMusl = ["ARG T=x86_64-unknown-linux-musl", "RUN cargo build --target $T && cp target/$T/debug/s /s"];
  assert.equal(rust(forMusl, "/s"), "static");
});

test("arguments that are no files of the build do not keep a program from moving", () => {
  const start = 'CMD ["/s", "--url", "http://a.b/c.json", "--data=/data", "--net", "10.0.0.0/8", "--listen=:8080"]';
  const text = `FROM golang:1.27\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /s\n${start}`;
  const migration = migrationOf(readDockerfile(text));
  assert.ok(migration && "changes" in migration);
});
