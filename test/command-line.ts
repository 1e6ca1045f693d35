import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const home = mkdtempSync(path.join(tmpdir(), "seaworthy-cli-"));
export const binary = path.join(home, "cli.mjs");

before(() => bundle(binary));
after(() => rmSync(home, { recursive: true, force: true }));

export function bundle(outfile: string, plugins: Plugin[] = []) {
  return build({
    absWorkingDir: root,
    entryPoints: ["server/cli/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "warning",
    banner: { js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);' },
    plugins,
  });
}

export type Content = string | Buffer;
interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export interface Report {
  readonly version: number;
  readonly files: number;
  readonly findings: readonly {
    readonly path: string;
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly range: unknown;
    readonly place: string;
    readonly related?: unknown;
    readonly docs: string;
    readonly fixes: readonly { title: string; safety: string; edits: readonly { range: unknown; newText: string }[] }[];
  }[];
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

/** A new folder with these files in it. */
export function folder(files: Readonly<Record<string, Content>>): string {
  const made = mkdtempSync(path.join(home, "case-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(made, name)), { recursive: true });
    writeFileSync(path.join(made, name), content);
  }
  return made;
}

export function seaworthy(
  cwd: string,
  args: readonly string[],
  more: { input?: string; env?: NodeJS.ProcessEnv } = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], {
    cwd,
    encoding: "utf8",
    input: more.input ?? "",
    env: { PATH: process.env["PATH"], ...more.env },
    maxBuffer: 1 << 28,
  });
  assert.doesNotMatch(stderr, /^\s+at .+:\d+:\d+\)?$/m, "a stack trace was shown");
  return { code: status, out: stdout, err: stderr };
}

export function check(cwd: string, ...args: string[]): Report & { readonly code: number | null } {
  const { code, out } = seaworthy(cwd, ["check", "--format", "json", ...args]);
  return { code, ...(JSON.parse(out) as Report) };
}

export const read = (made: string, name: string): string => readFileSync(path.join(made, name), "utf8");
