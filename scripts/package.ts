import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readVsix } from "./vsix.ts";

/** Packs the one platform-neutral .vsix, and refuses one that is too big or holds what should not ship. */
const root = fileURLToPath(new URL("../", import.meta.url));
const limit = 1024 * 1024;
const required = ["client-node.cjs", "client-browser.js", "server-node.cjs", "server-browser.js"];
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|icon\.png|readme\.md|changelog\.md|license(\.txt)?)$/i,
  /^extension\/dist\/(client-node\.cjs|client-browser\.js|server-node\.cjs|server-browser\.js|cli\.js)$/,
  /^extension\/syntaxes\/[\w.-]+\.json$/,
];

for (const name of readdirSync(root).filter((name) => name.endsWith(".vsix"))) rmSync(root + name);
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
const vsix = `${root}seaworthy-${version}.vsix`;
const vsce = `${root}node_modules/@vscode/vsce/vsce`;
const args = ["package", "--no-dependencies", "--allow-missing-repository", "--skip-license", "--out", vsix];
const { status } = spawnSync(process.execPath, [vsce, ...args], { cwd: root, stdio: "inherit" });
if (status !== 0) fail(`vsce ended with ${status}`);

const size = statSync(vsix).size;
if (size >= limit) fail(`${vsix} has ${size} bytes; ${limit} are allowed`);
const names = [...readVsix(vsix).keys()];
const strays = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
if (strays.length > 0) fail(`these files should not ship: ${strays.join(", ")}`);
const missing = required.filter((name) => !names.includes(`extension/dist/${name}`));
if (missing.length > 0) fail(`these files are missing: ${missing.join(", ")}`);
console.log(`${names.length} files, ${(size / 1024).toFixed(0)} KB`);

function fail(reason: string): never {
  console.error(`package: ${reason}`);
  process.exit(1);
}
