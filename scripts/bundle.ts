import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { notices } from "./notices.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

interface Bundle extends BuildOptions {
  readonly entry: string;
  readonly outfile: string;
}

/** What ships: client and server twice, for a Node process and for a web worker, and the command line. */
const bundles: readonly Bundle[] = [
  { ...forNode("cjs"), entry: "client/node.ts", outfile: "dist/client-node.cjs", external: ["vscode"] },
  { ...forBrowser("cjs"), entry: "client/browser.ts", outfile: "dist/client-browser.js", external: ["vscode"] },
  { ...forNode("cjs"), entry: "server/lsp/node.ts", outfile: "dist/server-node.cjs" },
  { ...forBrowser("iife"), entry: "server/lsp/browser.ts", outfile: "dist/server-browser.js" },
  { ...forNode("esm"), entry: "server/cli/main.ts", outfile: "dist/cli.js", banner: { js: executable() } },
];

/** Builds dist/. A development build stays readable and has source maps. */
export async function bundle({ dev = false } = {}): Promise<void> {
  rmSync(`${root}dist`, { recursive: true, force: true });
  const inputs = new Set<string>();
  for (const { entry, ...options } of bundles) {
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
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
    const bytes = metafile.outputs[options.outfile]?.bytes ?? 0;
    console.log(`${options.outfile.padEnd(24)} ${(bytes / 1024).toFixed(0).padStart(5)} KB`);
  }
  writeFileSync(`${root}dist/NOTICES.txt`, notices(root, inputs));
  chmodSync(`${root}dist/cli.js`, 0o755);
}

function forNode(format: "cjs" | "esm"): BuildOptions {
  // The parser's build for Node looks at `process.env` for every token, which costs a fifth of its time.
  return {
    platform: "node",
    target: "node20.19",
    format,
    alias: { yaml: `${root}node_modules/yaml/browser/index.js` },
  };
}

function forBrowser(format: "cjs" | "iife"): BuildOptions {
  return { platform: "browser", target: "es2022", mainFields: ["browser", "module", "main"], format };
}

/** The package's scripts are modules; what was CommonJS in the bundle finds `require` only if somebody makes it. */
function executable(): string {
  const lines = [
    "#!/usr/bin/env node",
    'import { createRequire } from "node:module";',
    "const require = createRequire(import.meta.url);",
  ];
  return lines.join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await bundle({ dev: process.argv.includes("--dev") });
}
