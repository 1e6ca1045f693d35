import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "../test/editor/server.ts";
import { setup } from "../test/editor/setup.ts";
import { bundle } from "./bundle.ts";
import { packExtension } from "./package.ts";

/** Opens a folder, the examples if none is named, in VS Code with the extension as it stands in the sources. */
const root = fileURLToPath(new URL("../", import.meta.url));
const [given] = process.argv.slice(2);
const folder = given === undefined ? `${root}examples` : resolve(process.env["INIT_CWD"] ?? ".", given);

if (hasDesktop()) {
  await bundle({ dev: true });
  code(["--new-window", `--extensionDevelopmentPath=${root}`, folder]);
} else {
  setup();
  const server = await startServer({ vsix: await packExtension() });
  console.log(`\nVS Code is open at ${server.url}?${new URLSearchParams({ folder })}\nCtrl+C closes it.`);
  await Promise.race(["SIGINT", "SIGTERM", "SIGHUP"].map((signal) => once(process, signal)));
  await server.stop();
  process.exit(0);
}

function hasDesktop(): boolean {
  return code(["--version"]) === 0;
}

function code(args: readonly string[]): number | null {
  return spawnSync("code", args, { shell: process.platform === "win32", stdio: "ignore" }).status;
}
