import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { driver, packedExtension } from "./builds.ts";
import { nodeSuite } from "./bundle-suite.ts";
import { fromLine, type Outcome, print } from "./outcome.ts";

/** The suite in a downloaded desktop VS Code, where the internet can be reached and a display is there. */
export async function runDesktop(): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-workspace-"));
  const file = join(folder, "..", `${folder.split("/").at(-1)}.outcomes`);
  try {
    const vscodeExecutablePath = await downloadAndUnzipVSCode("stable");
    const [cli = "", ...args] = resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
    const { status } = spawnSync(cli, [...args, "--install-extension", packedExtension(), "--force"], {
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("The .vsix could not be installed.");
    const ended = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: driver,
      extensionTestsPath: nodeSuite,
      extensionTestsEnv: { SEAWORTHY_OUTCOMES: file },
      launchArgs: [folder, "--disable-workspace-trust"],
    }).catch((error: unknown) => String(error));
    return outcomesIn(file, ended);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(file, { force: true });
  }
}

function outcomesIn(file: string, ended: unknown): Outcome[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const outcomes = lines.flatMap((line) => fromLine(line) ?? []);
  if (ended !== 0 && outcomes.every(({ error }) => error === undefined)) {
    outcomes.push({ title: "desktop", milliseconds: 0, error: `ended with ${ended}` });
  }
  outcomes.forEach(print);
  return outcomes;
}
