import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSuite } from "./browser.ts";
import { driver, packedExtension } from "./builds.ts";
import { nodeSuite } from "./bundle-suite.ts";
import type { Outcome } from "./outcome.ts";
import { startServer } from "./server.ts";

/** The suite in the Node extension host, with the .vsix installed. */
export async function runNode(): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-workspace-"));
  const server = await startServer({ vsix: packedExtension() });
  try {
    const remote = (path: string): string => `vscode-remote://${new URL(server.url).host}${path}`;
    const payload = Object.entries({ extensionDevelopmentPath: remote(driver), extensionTestsPath: remote(nodeSuite) });
    const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
    return await runSuite("Node extension host", `${server.url}?${query}`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
