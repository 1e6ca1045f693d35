import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { out, packedExtension, type Workbench } from "./builds.ts";
import { ClickedEditor } from "./clicked-editor.ts";
import { type Outcome, print } from "./outcome.ts";
import { startServer } from "./server.ts";
import { deployment, hardened } from "./suite/samples.ts";
import { titles } from "./suite/titles.ts";
import { startWeb } from "./web.ts";

/** What a user does with mouse and keyboard, in both hosts, with a picture of every step. */
export async function runClicks(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const browser = await launchBrowser();
  try {
    for (const host of ["node", "web"] as const) {
      console.log(`\nclicks, ${host} host`);
      const folder = mkdtempSync(join(tmpdir(), "seaworthy-workspace-"));
      writeFileSync(join(folder, "deployment.yaml"), deployment);
      const workbench = host === "node" ? await serve(folder) : await startWeb({ vsix: packedExtension(), folder });
      try {
        outcomes.push(...(await click(host, browser, workbench, folder)));
      } finally {
        await workbench.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    }
  } finally {
    await browser.close();
  }
  return outcomes;
}

async function serve(folder: string): Promise<Workbench> {
  const server = await startServer({ vsix: packedExtension() });
  return { ...server, url: `${server.url}?${new URLSearchParams({ folder })}` };
}

/** The steps build on one another: the first that fails is the last. */
async function click(host: "node" | "web", browser: Browser, { url }: Workbench, folder: string): Promise<Outcome[]> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 750 } });
  const editor = new ClickedEditor(page);
  const steps: Record<string, () => Promise<void>> = {
    "the workbench opens the file": async () => {
      await page.goto(url);
      await editor.open("deployment.yaml");
    },
    "the container is underlined": () => editor.underlined(),
    "the hover says what is missing": () => editor.hover("name: app", "app", "privilege-escalation"),
    "the first quick fix is the right one": () => editor.openQuickFixes("name: app", "app", titles.hardenContainer),
    "Enter applies it": () => editor.acceptQuickFix(titles.hardenContainer, "readOnlyRootFilesystem: true"),
    "nothing grave is underlined any more": () => editor.clean(),
    "the status bar knows the server": () => editor.languageStatus("Seaworthy"),
  };
  if (host === "node") {
    steps["the file is saved as it should be"] = async () => {
      await page.keyboard.press("Control+s");
      await saved(join(folder, "deployment.yaml"), hardened);
    };
  }

  mkdirSync(out, { recursive: true });
  const outcomes: Outcome[] = [];
  for (const [index, [name, step]] of Object.entries(steps).entries()) {
    const start = Date.now();
    const error = await step().then(() => undefined, String);
    const title = `${host}: ${name}`;
    const outcome = { title, milliseconds: Date.now() - start, ...(error !== undefined && { error }) };
    await page.screenshot({ path: `${out}clicks-${host}-${index + 1}.png` });
    outcomes.push(outcome);
    print(outcome);
    if (error !== undefined) break;
  }
  await page.close();
  return outcomes;
}

async function saved(file: string, expected: string): Promise<void> {
  const end = Date.now() + 5000;
  while (readFileSync(file, "utf8") !== expected && Date.now() < end) await setTimeout(50);
  const text = readFileSync(file, "utf8");
  if (text !== expected) throw new Error(`expected:\n${expected}\nbut it is:\n${text}`);
}
