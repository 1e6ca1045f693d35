// Runs one of the project's TypeScript programs, after installing what a fresh clone lacks: every npm script is one
// command on a machine that has only Node and npm.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}/node_modules/.seaworthy-installed`;
const lock = `${root}/package-lock.json`;

if (!existsSync(stamp) || statSync(stamp).mtimeMs < statSync(lock).mtimeMs) install();
const [program, ...args] = process.argv.slice(2);
const { status, signal } = spawnSync(process.execPath, ["--import", "tsx", `${root}/${program}`, ...args], {
  stdio: "inherit",
});
process.exit(signal ? 1 : (status ?? 1));

function install() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === readFileSync(lock, "utf8")) return;
  console.error("Installing what the project is built with (npm ci) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed: see above. Node 20.19 or later, npm and a package registry are needed.");
    process.exit(2);
  }
  writeFileSync(stamp, readFileSync(lock));
}
