/**
 * `npm test`: types, lint and format, generated files, then every test. Ends with `N passed, N failed`, where each of
 * the checks counts as one.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { run } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const only = process.argv.slice(2);
const local = (name: string) => `node_modules/.bin/${name}`;
const checks: readonly (readonly [string, string, ...string[]])[] = [
  ["types of the core", local("tsc"), "-p", "server/core/tsconfig.json"],
  ["types", local("tsc"), "-p", "."],
  ["lint and format", local("biome"), "ci", "--error-on-warnings", "."],
  ["generated files", process.execPath, "--import", "tsx", "scripts/gen.ts", "--check"],
];

let passed = 0;
let failed = 0;
if (only.length === 0) {
  for (const [name, command, ...args] of checks) {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
    if (status === 0) passed++;
    else failed++;
    console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`);
    if (status !== 0) console.log(`${stdout}${stderr}`);
  }
}

const stream = run({
  files: only.length > 0 ? only : ["server", "test"].flatMap(testFiles),
  concurrency: 2,
  execArgv: ["--import", "tsx"],
} as Parameters<typeof run>[0]);
stream.on("test:pass", ({ name, details, skip }) => {
  if (details.type === "suite" || isFile(name)) return;
  if (skip !== undefined) console.log(`skip ${name} ${typeof skip === "string" ? skip : ""}`);
  else passed++;
});
stream.on("test:fail", ({ name, details, file }) => {
  if (details.type === "suite") return;
  failed++;
  const { cause } = details.error;
  const shown = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? details.error);
  console.log(`FAIL ${name}${file ? ` (${file})` : ""}\n${shown.replace(/^/gm, "     ")}`);
});
stream.on("test:stdout", ({ message }) => process.stdout.write(message));
stream.on("test:stderr", ({ message }) => process.stderr.write(message));
for await (const _ of stream);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function testFiles(folder: string): string[] {
  if (!existsSync(`${root}/${folder}`)) return [];
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts") && !name.startsWith("editor/"))
    .map((name) => `${root}/${folder}/${name}`)
    .sort();
}

/** The runner reports each file as a test of its own. */
function isFile(name: string): boolean {
  return name.endsWith(".test.ts");
}
