import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runSuite } from "./browser.ts";
import { driver, packedExtension } from "./builds.ts";
import { webSuite } from "./bundle-suite.ts";
import type { Outcome } from "./outcome.ts";
import { startWeb } from "./web.ts";

/** The same suite in the web worker extension host, with the files of the same .vsix. */
export async function runWeb(): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-workspace-"));
  const web = await startWeb({ vsix: packedExtension(), folder, driver, suite: webSuite });
  try {
    return await runSuite("web worker extension host", web.url);
  } finally {
    await web.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
