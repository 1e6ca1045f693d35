/**
 * `npm run bench`: what a user waits for, beside what a user would pick instead, in one run. The peers come from npm into
 * `.bench/` and are no dependency. Quote the ratios: absolute times belong to the machine.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { analysisRatio, corpus } from "./analysis.ts";
import { dockerfile, manifest } from "./samples.ts";
import { Editor, type ServerCommand } from "./server.ts";
import { folderSize, median, print, ratio } from "./table.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const peers = ["dockerfile-language-server-nodejs@0.15.0", "yaml-language-server@1.22.0"];
const rounds = 9;
const strokes = 50;

prepare();
const seaworthy: ServerCommand = {
  name: "seaworthy",
  command: [process.execPath, `${root}/dist/server-node.cjs`, "--stdio"],
  pulls: true,
};
const docker: ServerCommand = {
  name: "dockerfile-language-server",
  command: [
    process.execPath,
    `${root}/.bench/node_modules/dockerfile-language-server-nodejs/bin/docker-langserver`,
    "--stdio",
  ],
  pulls: false,
};
const yaml: ServerCommand = {
  name: "yaml-language-server",
  command: [process.execPath, `${root}/.bench/node_modules/yaml-language-server/bin/yaml-language-server`, "--stdio"],
  // Without schemas it checks syntax only: the least that it can have to do.
  settings: { yaml: { validate: true, schemaStore: { enable: false } } },
  pulls: false,
};

const text = dockerfile(200);
const large = manifest(400);
await compare(
  "200-line Dockerfile",
  docker,
  "file:///bench/Dockerfile",
  "dockerfile",
  text,
  text.indexOf("EXPOSE") - 1,
);
await compare("11,600-line manifest", yaml, "file:///bench/all.yaml", "yaml", large, large.indexOf("service-200") + 11);
await compare(
  "29-line manifest",
  yaml,
  "file:///bench/one.yaml",
  "yaml",
  manifest(1),
  manifest(1).indexOf("service-0") + 9,
);
for (const row of analysisRatio([
  ["200-line Dockerfile", "Dockerfile", text],
  ["11,600-line manifest", "all.yaml", large],
]))
  print(...row);
for (const row of corpus(`${root}/../shared/corpus`)) print(...row);
sizes();

/** Both servers open the text and take the same keystrokes in turn, so that the machine's moods meet both. */
async function compare(what: string, peer: ServerCommand, uri: string, language: string, text: string, offset: number) {
  const starts: [number[], number[]] = [[], []];
  const walls: [number[], number[]] = [[], []];
  const cpus: [number, number] = [0, 0];
  const memory: [number, number] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const editors = [new Editor(seaworthy)];
    starts[0].push((await editors[0]?.open(uri, language, text)) ?? 0);
    editors.push(new Editor(peer));
    starts[1].push((await editors[1]?.open(uri, language, text)) ?? 0);
    for (let stroke = 0; stroke < strokes; stroke++) {
      for (const which of [0, 1] as const) {
        const { wall, cpu } = (await editors[which]?.type(uri, offset + stroke)) ?? { wall: 0, cpu: 0 };
        // The first strokes warm both engines up: people type for longer.
        if (stroke < 10) continue;
        walls[which].push(wall);
        cpus[which] += cpu;
      }
    }
    for (const which of [0, 1] as const) memory[which] = Math.max(memory[which], editors[which]?.peakMemory() ?? 0);
    for (const editor of editors) await editor.close();
    // The peer takes its time over the large text.
    if (text === large && round >= 2) break;
  }
  print(
    `${what}: cold start to diagnostics, ms`,
    median(starts[0]),
    median(starts[1]),
    ratio(starts[0], starts[1]),
    peer.name,
  );
  print(
    `${what}: keystroke to diagnostics, ms`,
    median(walls[0]),
    median(walls[1]),
    ratio(walls[0], walls[1]),
    peer.name,
  );
  print(
    `${what}: processor time a keystroke, ms`,
    cpus[0] / walls[0].length,
    cpus[1] / walls[1].length,
    cpus[0] / cpus[1],
    peer.name,
  );
  print(`${what}: peak memory, MB`, memory[0] / 1024, memory[1] / 1024, memory[0] / memory[1], peer.name);
}

function sizes() {
  const bundles = ["client-node.cjs", "client-browser.js", "server-node.cjs", "server-browser.js", "cli.js"];
  for (const name of bundles) {
    const bytes = readFileSync(`${root}/dist/${name}`);
    print(`dist/${name}, KB (and gzip)`, bytes.length / 1024, gzipSync(bytes).length / 1024);
  }
  const version = (JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { version: string }).version;
  const vsix = `${root}/seaworthy-${version}.vsix`;
  if (existsSync(vsix)) print("packed .vsix, KB", statSync(vsix).size / 1024);
  print(
    "server as installed, KB",
    statSync(`${root}/dist/server-node.cjs`).size / 1024,
    folderSize(`${root}/.bench/node_modules`),
    undefined,
    "both peers' node_modules",
  );
}

function prepare() {
  for (const script of ["build", "package"]) {
    const { status } = spawnSync("npm", ["run", "--silent", script], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (status !== 0) process.exit(2);
  }
  if (!existsSync(`${root}/.bench/node_modules/yaml-language-server`)) {
    mkdirSync(`${root}/.bench`, { recursive: true });
    writeFileSync(`${root}/.bench/package.json`, '{ "private": true }\n');
    const { status } = spawnSync("npm", ["install", "--silent", "--ignore-scripts", ...peers], {
      cwd: `${root}/.bench`,
      stdio: "inherit",
    });
    if (status !== 0) process.exit(2);
  }
  console.log(`Node ${process.version}; medians of ${rounds} rounds; ratio below 1: Seaworthy needs less.\n`);
  print("what", "seaworthy", "other", "ratio", "the other");
}
