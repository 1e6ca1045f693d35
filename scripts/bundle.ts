import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

/**
 * Builds everything that ships into dist/. `--dev` leaves the code readable and adds source maps. Client and server
 * exist twice, for a Node process and for a web worker, from the same sources.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
const dev = process.argv.includes("--dev");

const node: BuildOptions = { platform: "node", target: "node20.19" };
const browser: BuildOptions = { platform: "browser", target: "es2022", mainFields: ["browser", "module", "main"] };
// A script of its own, not a module: what was CommonJS finds `require` only if somebody makes it.
const binary = [
  "#!/usr/bin/env node",
  'import { createRequire } from "node:module";',
  "const require = createRequire(import.meta.url);",
].join("\n");

const bundles: (BuildOptions & { entry: string; outfile: string })[] = [
  { ...node, entry: "client/node.ts", outfile: "dist/client-node.cjs", format: "cjs", external: ["vscode"] },
  { ...browser, entry: "client/browser.ts", outfile: "dist/client-browser.js", format: "cjs", external: ["vscode"] },
  { ...node, entry: "server/lsp/node.ts", outfile: "dist/server-node.cjs", format: "cjs" },
  { ...browser, entry: "server/lsp/browser.ts", outfile: "dist/server-browser.js", format: "iife" },
  { ...node, entry: "server/cli/main.ts", outfile: "dist/cli.js", format: "esm", banner: { js: binary } },
];

rmSync(`${root}dist`, { recursive: true, force: true });
for (const { entry, ...options } of bundles) {
  if (!existsSync(root + entry)) {
    console.warn(`${entry} does not exist yet: skipped`);
    continue;
  }
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: !dev,
    sourcemap: dev,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  const bytes = metafile.outputs[options.outfile]?.bytes ?? 0;
  console.log(`${options.outfile.padEnd(24)} ${(bytes / 1024).toFixed(0).padStart(5)} KB`);
}
