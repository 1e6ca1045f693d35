import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { node, serverMain, settings, type Workbench } from "./builds.ts";

export interface ServerOptions {
  /** Installed as a user would install it. */
  readonly vsix?: string;
  readonly port?: number;
}

/** VS Code's server with its Node extension host, in a home of its own that goes when it stops. */
export async function startServer({ vsix, port = 0 }: ServerOptions): Promise<Workbench> {
  const home = mkdtempSync(join(tmpdir(), "seaworthy-editor-"));
  const at = (name: string): string => join(home, name);
  for (const name of ["data/User", "extensions", "home", "tmp"]) mkdirSync(at(name), { recursive: true });
  writeFileSync(at("data/User/settings.json"), JSON.stringify(settings));
  const folders = [
    "--server-data-dir",
    at("server"),
    "--user-data-dir",
    at("data"),
    "--extensions-dir",
    at("extensions"),
  ];
  const env = environment(at("home"), at("tmp"));
  const remove = (): void => rmSync(home, { recursive: true, force: true, maxRetries: 5 });

  try {
    if (vsix !== undefined) install(vsix, folders, env);
    // Only with the smoke test driver does the workbench read from its URL which tests to run.
    const flags = ["--without-connection-token", "--accept-server-license-terms", "--disable-workspace-trust"];
    const where = ["--host", "127.0.0.1", "--port", String(port), "--enable-smoke-test-driver"];
    const child = spawn(node, [serverMain, ...where, ...flags, ...folders], { env, detached: true });
    const stop = (): Promise<void> => end(child).finally(remove);
    return await announced(child).then(
      (url) => ({ url, stop }),
      (error: unknown) => stop().then(() => Promise.reject(error)),
    );
  } catch (error) {
    remove();
    throw error;
  }
}

/** The environment without what a surrounding editor may have left in it. */
function environment(home: string, temporary: string): NodeJS.ProcessEnv {
  const strange = /^(CODE_SERVER_PARENT_PID|VSCODE_|ELECTRON_RUN_AS_NODE$|NODE_OPTIONS$|npm_)/;
  const kept = Object.entries(process.env).filter(([name]) => !strange.test(name));
  return { ...Object.fromEntries(kept), HOME: home, TMPDIR: temporary, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

function install(vsix: string, folders: readonly string[], env: NodeJS.ProcessEnv): void {
  const args = [serverMain, "--install-extension", vsix, "--force", ...folders];
  const { status, stdout, stderr } = spawnSync(node, args, { env, encoding: "utf8" });
  if (status === 0 && stdout.includes("successfully installed")) return;
  throw new Error(`${vsix} could not be installed:\n${stdout}${stderr}`);
}

function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`The server did not start:\n${said}`)), 30_000);
    const hear = (chunk: unknown): void => {
      said = (said + chunk).slice(-10_000);
      const port = /Web UI available at http:\/\/[\w.]+:(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(`http://127.0.0.1:${port}/`);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${said}`)));
  });
}

/** Ends the server and what it started, which share a process group. */
async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, signal);
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
  }
}
