import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readVsix } from "../../scripts/vsix.ts";
import { testWeb, type Workbench, webCommit, webData } from "./builds.ts";

export interface WebOptions {
  readonly vsix: string;
  readonly folder: string;
  /** An extension's folder, and the suite in it that runs as soon as the workbench is open. */
  readonly driver?: string;
  readonly suite?: string;
  readonly port?: number;
}

/** A workbench without a server, whose extension host is a web worker, with the unpacked .vsix as an extension. */
export async function startWeb({ vsix, folder, driver, suite, port }: WebOptions): Promise<Workbench> {
  const home = mkdtempSync(join(tmpdir(), "seaworthy-editor-"));
  unpack(vsix, join(home, "seaworthy"));
  const { open } = createRequire(import.meta.url)(testWeb) as TestWeb;
  const free = port ?? (await freePort());
  const disposable = await open({
    browserType: "none",
    quality: "stable",
    commit: webCommit,
    testRunnerDataDir: webData,
    port: free,
    folderPath: folder,
    extensionPaths: [home],
    ...(driver !== undefined && { extensionDevelopmentPath: driver }),
    ...(suite !== undefined && { extensionTestsPath: suite }),
  });
  const stop = async (): Promise<void> => {
    disposable.dispose();
    rmSync(home, { recursive: true, force: true });
  };
  return { url: `http://localhost:${free}/`, stop };
}

interface TestWeb {
  open(options: Readonly<Record<string, unknown>>): Promise<{ dispose(): void }>;
}

function unpack(vsix: string, to: string): void {
  for (const [name, content] of readVsix(vsix)) {
    if (!name.startsWith("extension/")) continue;
    const path = join(to, name.slice("extension/".length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("No port.")),
      );
    });
  });
}
