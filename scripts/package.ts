import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";
import { bundle } from "./bundle.ts";
import { readVsix } from "./vsix.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const stage = `${root}out/extension`;
const limit = 1024 * 1024;
const required = ["client-node.cjs", "client-browser.js", "server-node.cjs", "server-browser.js"];
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|icon\.png|readme\.md|changelog\.md|license(\.txt)?)$/i,
  /^extension\/dist\/(client-node\.cjs|client-browser\.js|server-node\.cjs|server-browser\.js|NOTICES\.txt)$/,
];

/** Builds and packs the one platform-neutral .vsix; throws if it is too big or holds what should not ship. */
export async function packExtension(): Promise<string> {
  await bundle();
  for (const name of readdirSync(root).filter((name) => name.endsWith(".vsix"))) rmSync(root + name);
  const { name, version } = await stageFiles();
  const packagePath = `${root}${name}-${version}.vsix`;
  await createVSIX({ cwd: stage, packagePath, dependencies: false, allowMissingRepository: true, skipLicense: true });
  check(packagePath);
  return packagePath;
}

/** What `.vscodeignore` lets through, beside a manifest without what only development needs. */
async function stageFiles(): Promise<{ name: string; version: string }> {
  rmSync(stage, { recursive: true, force: true });
  for (const file of await listFiles({ cwd: root, packageManager: PackageManager.None })) {
    mkdirSync(dirname(`${stage}/${file}`), { recursive: true });
    cpSync(root + file, `${stage}/${file}`);
  }
  writeFileSync(`${stage}/.vscodeignore`, "");
  // With `"type": "module"` the web worker host takes the client for a module, which it cannot load.
  const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as Record<string, unknown>;
  const { type, private: _, bin, scripts, dependencies, devDependencies, ...shipped } = manifest;
  writeFileSync(`${stage}/package.json`, `${JSON.stringify(shipped, null, 2)}\n`);
  return { name: String(shipped["name"]), version: String(shipped["version"]) };
}

function check(vsix: string): void {
  const size = statSync(vsix).size;
  if (size >= limit) throw new Error(`${vsix} has ${size} bytes; fewer than ${limit} are allowed.`);
  const names = [...readVsix(vsix).keys()];
  const strays = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  if (strays.length > 0) throw new Error(`These files should not ship: ${strays.join(", ")}.`);
  const missing = required.filter((name) => !names.includes(`extension/dist/${name}`));
  if (missing.length > 0) throw new Error(`These files are missing: ${missing.join(", ")}.`);
  console.log(`${names.length} files, ${(size / 1024).toFixed(0)} KB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await packExtension();
