import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { driver, root } from "./builds.ts";

/**
 * Builds the suite for both extension hosts into an extension of its own. Tests must belong to some extension; with
 * this one, Seaworthy itself runs exactly as it was packed.
 */
export async function bundleSuite(): Promise<void> {
  rmSync(driver, { recursive: true, force: true });
  mkdirSync(driver, { recursive: true });
  const manifest = { name: "driver", publisher: "seaworthy-test", version: "0.0.0", engines: { vscode: "^1.100.0" } };
  writeFileSync(`${driver}/package.json`, JSON.stringify(manifest));

  const suite = `${root}test/editor/suite`;
  const common = { bundle: true, format: "cjs", sourcemap: "inline", logLevel: "warning" } as const;
  const external = ["vscode", "mocha"];
  await build({ ...common, platform: "node", external, entryPoints: [`${suite}/index.node.ts`], outfile: nodeSuite });
  await build({
    ...common,
    platform: "browser",
    external: ["vscode"],
    entryPoints: [`${suite}/index.web.ts`],
    outfile: webSuite,
  });
}

export const nodeSuite = `${driver}/suite-node.cjs`;
export const webSuite = `${driver}/suite-web.js`;
