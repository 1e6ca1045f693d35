import assert from "node:assert/strict";
import { test } from "node:test";
import { readDockerfile } from "./dockerfile-model.ts";

const final = (text: string) => {
  const stage = readDockerfile(text).final;
  assert.ok(stage, text);
  return stage;
};

/** What a FROM of this image leads to, with a user that is known to be root. */
const alpine = "FROM alpine:3.22\n";

const usersOf: Readonly<Record<string, string>> = {
  "FROM alpine:3.22": "root 0:0 root",
  "FROM scratch": "root 0:0 root",
  "FROM acme.example/unknown": "? ?:? unknown",
  "FROM $BASE": "? ?:? unknown",
  "FROM acme.example/unknown\nUSER 0": "0 0:0 root",
  "FROM acme.example/unknown\nUSER root": "root 0:0 root",
  "FROM acme.example/unknown\nUSER root:app": "root:app 0:? root",
  "FROM acme.example/unknown\nUSER 0:1000": "0:1000 0:1000 root",
  "FROM acme.example/unknown\nUSER 1000": "1000 1000:? other",
  "FROM acme.example/unknown\nUSER 65532:0": "65532:0 65532:0 other",
  "FROM acme.example/unknown\nUSER app": "app ?:? other",
  "FROM node:22\nUSER node": "node 1000:1000 other",
  "FROM node:22\nUSER 1000": "1000 1000:1000 other",
  "FROM node:22\nUSER": "? ?:? unknown",
  "FROM gcr.io/distroless/static-debian12:nonroot": "65532 65532:65532 other",
  "FROM mcr.microsoft.com/dotnet/aspnet:9.0\nUSER $APP_UID": "1654 1654:1654 other",
  "FROM alpine:3.22\nUSER $APP_UID": "? ?:? unknown",
  "FROM a\nUSER root\nUSER 1": "1 1:? other",
  "FROM a AS b\nUSER 1\nFROM B": "1 1:? other",
  "FROM a AS b\nUSER 1\nFROM b AS c\nFROM c\nUSER 0": "0 0:0 root",
  "FROM a AS b\nUSER 1\nFROM alpine:3.22": "root 0:0 root",
  "FROM a\nONBUILD USER 1\nUSER 2": "2 2:? other",
  "FROM a\nARG U=7\nUSER $U": "7 7:? other",
  "FROM a\nARG U\nUSER $U": "? ?:? unknown",
  "FROM a\nARG U\nUSER ${U:-7}:${G:-8}": "7:8 7:8 other",
  "FROM a\nARG G\nUSER 0:$G": "? 0:? root",
  "FROM a\nARG U\nENV U=app\nUSER $U": "app ?:? other",
  "ARG U=7\nFROM a\nUSER $U": "? ?:? unknown",
  "ARG U=7\nFROM a\nARG U\nUSER $U": "7 7:? other",
  "ARG U=$TARGETARCH\nFROM a\nARG U\nUSER ${U:-0}": "? ?:? unknown",
  "FROM a\nUSER $U\nENV U=7": "? ?:? unknown",
  "FROM mcr.microsoft.com/windows/servercore:ltsc2022": "ContainerAdministrator ?:? root",
  "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nUSER ContainerUser": "ContainerUser ?:? other",
  "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022": "ContainerUser ?:? other",
  "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nUSER containeradministrator": "containeradministrator ?:? root",
};

const shown = (value: string | number | undefined) => value ?? "?";

for (const [text, expected] of Object.entries(usersOf)) {
  test(`the user of ${JSON.stringify(text)}`, () => {
    const { text: name, uid, gid, root } = final(text).user().value;
    const kind = root === undefined ? "unknown" : root ? "root" : "other";
    assert.equal(`${shown(name)} ${shown(uid)}:${shown(gid)} ${kind}`, expected);
  });
}

const accountsOf: Readonly<Record<string, string>> = {
  "useradd -u 1001 app": "app 1001:?",
  "useradd -l -u 1001 app": "app 1001:?",
  "useradd -lu 1001 app": "app 1001:?",
  "useradd --uid=1001 --gid 1002 -m -s /bin/sh app": "app 1001:1002",
  "groupadd -g 1002 grp && useradd -rmu1001 -g grp app": "app 1001:1002",
  "groupadd --system --gid 1002 grp; useradd --system -u 1001 --gid grp -d /x app": "app 1001:1002",
  "addgroup -S -g 1002 grp && adduser -S -D -H -u 1001 -G grp -g 'A name' app": "app 1001:1002",
  "adduser --disabled-password --gecos '' --uid 1001 --gid 1002 app": "app 1001:1002",
  "adduser -g 1002 -G wheel -u 1001 app": "app 1001:1002",
  "adduser --system --group app": "app ?:?",
  "adduser -D app && addgroup app wheel": "app ?:?",
  "useradd app && usermod -u 1001 app": "app 1001:?",
  "useradd -u 1001 old && usermod -l app old": "app 1001:?",
  "useradd -o -u 0 app": "app 0:?",
  "echo 'app:x:1001:1002:App:/:/sbin/nologin' >> /etc/passwd": "app 1001:1002",
  "printf 'x:x:1:1::/:\\napp:x:1001:1002::/:' | tee -a /etc/passwd": "app 1001:1002",
  "echo app:x:1001:1002:": "none",
  "if ! id app; then /usr/sbin/useradd -u $N app; fi": "app 1234:?",
  "sudo useradd -u `date` app": "app ?:?",
  "sh -c 'useradd -u 1001 app'": "app 1001:?",
  "id app": "none",
  "useradd -u 1001 app && userdel -r app": "none",
  "adduser -D -u 1001 app && deluser --remove-home app": "none",
  "useradd -u 1001 app && userdel app && useradd app": "app ?:?",
  "adduser -D -u 1001 app && deluser app wheel": "app 1001:?",
  "groupadd -g 1002 grp && groupdel grp && useradd -u 1001 -g grp app": "app 1001:?",
};

for (const [command, expected] of Object.entries(accountsOf)) {
  test(`accounts of ${command}`, () => {
    const stage = final(`${alpine}ARG N=1234\nRUN ${command}\nUSER app`);
    const account = stage.accounts().find(({ name }) => name === "app");
    assert.equal(account ? `app ${shown(account.uid)}:${shown(account.gid)}` : "none", expected);
    assert.equal(stage.user().value.uid, account?.uid);
    assert.equal(stage.user().value.root, account?.uid === 0);
  });
}

test("accounts come along with the base image, the stage below, and a copied passwd", () => {
  const text = `FROM node:22 AS build
RUN useradd -u 1001 app
FROM build AS middle
FROM scratch
COPY --from=build /etc/passwd /etc/group /etc/
USER app`;
  const file = readDockerfile(text);
  const names = file.stages.map((stage) =>
    stage
      .accounts()
      .filter(({ uid }) => uid === 1000 || uid === 1001)
      .map(({ name, from }) => `${name} by ${from === "base image" ? from : from.keyword}`),
  );
  const both = ["node by base image", "app by RUN"];
  assert.deepEqual(names, [both, both, ["node by COPY", "app by COPY"]]);
  assert.equal(file.final?.user().value.uid, 1001);
  assert.equal(file.final?.user().setBy?.keyword, "USER");
});

test("the user in force before each instruction of a chain", () => {
  const text = `${alpine.trim()} AS a\nRUN 1\nUSER 5\nRUN 2\nFROM a\nRUN 3\nUSER 0\nRUN 4`;
  const stage = final(text);
  assert.deepEqual(
    stage.chain.filter(({ keyword }) => keyword === "RUN").map((run) => stage.userAt(run).value.uid),
    [0, 5, 5, 0],
  );
  assert.equal(stage.userAt(stage.from).value.uid, 5);
});

const imagesOf: Readonly<Record<string, string | undefined>> = {
  "FROM node:22": "node:22",
  "ARG V=22\nFROM node:$V": "node:22",
  "ARG V=22\nARG T=${V}-alpine\nFROM node:${T}": "node:22-alpine",
  "ARG V\nFROM node:${V:-22}${S:+-$S}": "node:22",
  "ARG V=\nFROM node:${V:-22}-${V-x}a": "node:22-a",
  "ARG V=22\nFROM node:${V:+$V-slim}": "node:22-slim",
  'ARG V="22"\nFROM "node:$V"': "node:22",
  "ARG V\nFROM node:$V": undefined,
  "FROM node:$V": undefined,
  "FROM node:$TARGETARCH": undefined,
  "FROM node:${TARGETARCH:-22}": undefined,
  "ARG V=22.1\nFROM node:${V%.*}": undefined,
  "FROM node:22 AS a\nFROM a AS b\nFROM b": "node:22",
  "FROM node:22 AS a\nFROM 0": "0",
  "FROM a AS a": "a",
  "FROM a:1 AS x-amd64\nFROM a:2 AS x-arm64\nFROM x-$TARGETARCH": "a:1",
  "ARG S=x\nFROM node:22 AS x\nFROM $S": "node:22",
};

for (const [text, expected] of Object.entries(imagesOf)) {
  test(`the image of ${JSON.stringify(text)}`, () => assert.equal(final(text).image?.text, expected));
}

test("a word of FROM stays the one at the bottom of the chain", () => {
  const stage = final("FROM node:22 AS a\nFROM a");
  assert.equal(stage.imageWord?.text, "node:22");
  assert.equal(stage.fromWord?.text, "a");
  assert.equal(stage.parent?.index, 0);
});

const workdirsOf: Readonly<Record<string, string | undefined>> = {
  "FROM a": undefined,
  "FROM scratch": "/",
  "FROM a\nWORKDIR b": undefined,
  "FROM a\nWORKDIR /b\nWORKDIR c/../d/.\nWORKDIR e": "/b/d/e",
  "FROM a\nENV D=/x\nWORKDIR $D/y": "/x/y",
  "FROM a\nARG D\nWORKDIR /x\nWORKDIR $D": undefined,
  'FROM a\nWORKDIR "/a b"': "/a b",
  "FROM a AS b\nWORKDIR /b\nFROM b\nWORKDIR c": "/b/c",
  "# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nWORKDIR C:\\a\nWORKDIR b": "C:\\a\\b",
};

for (const [text, expected] of Object.entries(workdirsOf)) {
  test(`the working directory of ${JSON.stringify(text)}`, () => assert.equal(final(text).workdir().value, expected));
}

test("variables at the stage's end, and at an instruction", () => {
  const stage = final(
    "ARG G=g\nFROM a AS p\nENV A=1 B=$A\nARG G X Y=y$G\nFROM p\nENV A=2 C=$A\nENV D=\"$A b\" E='$A' F=\\$A",
  );
  assert.deepEqual(Object.fromEntries(stage.env()), {
    A: "2",
    B: undefined,
    C: "1",
    D: "2 b",
    E: "$A",
    F: "$A",
    G: "g",
    X: undefined,
    Y: undefined,
  });
  const [first, second] = stage.all("ENV");
  assert.ok(first && second);
  assert.deepEqual(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile.
    [first, second].map((at) => stage.substitute("x${A}$B${Z:-z}", at)),
    [undefined, undefined],
  );
  assert.deepEqual(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile.
    [first, second].map((at) => stage.substitute("${A:+<$A>}${Z:-'z z'}", at)),
    ["<1>z z", "<2>z z"],
  );
});

test("the ENTRYPOINT of a child takes away an inherited CMD, but not its own", () => {
  const cmd = (text: string) =>
    final(text)
      .cmd()
      ?.words.map(({ value }) => value);
  assert.deepEqual(cmd("FROM a AS b\nCMD x\nFROM b"), ["x"]);
  assert.equal(cmd("FROM a AS b\nCMD x\nFROM b\nENTRYPOINT y"), undefined);
  assert.deepEqual(cmd("FROM a AS b\nCMD x\nFROM b\nCMD z\nENTRYPOINT y"), ["z"]);
  assert.deepEqual(cmd("FROM a\nCMD x\nONBUILD CMD y"), ["x"]);
  assert.equal(final("FROM a AS b\nENTRYPOINT x\nFROM b").entrypoint()?.words[0]?.value, "x");
});

test("stages, their places and what stands in them", () => {
  const text = "ARG V\nFROM a AS Build\nRUN b\nONBUILD RUN c\n\nFROM d\nFROM build\n# end\nRUN e\n";
  const file = readDockerfile(text);
  assert.deepEqual(
    file.stages.map(({ place, name, ships, span }) => [place, name, ships, text.slice(span.start, span.end)]),
    [
      ["stage Build", "Build", false, "FROM a AS Build\nRUN b\nONBUILD RUN c"],
      ["stage 1", undefined, false, "FROM d"],
      ["stage final", undefined, true, "FROM build\n# end\nRUN e"],
    ],
  );
  assert.equal(file.globals.length, 1);
  assert.equal(file.stages[0]?.all("RUN").length, 2);
  assert.equal(file.final?.all("RUN").length, 1);
  assert.equal(file.final?.chain.length, 5);
  assert.equal(file.final?.last("FROM"), file.final?.from);
  for (const stage of file.stages) assert.ok(stage.instructions.every((one) => file.stageOf(one) === stage));
});

test("line breaks of the file", () => {
  assert.equal(readDockerfile("FROM a\r\n").eol, "\r\n");
  assert.equal(readDockerfile("FROM a").eol, "\n");
});

test("a stage on a chain of stages that is too long to be read stands on no image of that name", () => {
  const links = Array.from({ length: 200 }, (_, index) => `FROM s${index} AS s${index + 1}`);
  const file = readDockerfile(["FROM debian:13 AS s0", ...links].join("\n"));
  assert.equal(file.stages[60]?.image?.text, "debian:13");
  for (const stage of file.stages.slice(64)) assert.equal(stage.image?.name.startsWith("s") ?? false, false);
});
