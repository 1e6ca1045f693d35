import { mkdirSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";
import { chromiumPath, home, out } from "./builds.ts";
import { fromLine, type Outcome, print } from "./outcome.ts";

/** Chromium as it comes from the distribution, with a fresh profile. */
export function launchBrowser(): Promise<Browser> {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error("There is no Chromium; run test/editor/setup.ts.");
  const env = { ...process.env, HOME: `${home}chromium-home` };
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet], env });
}

/** Opens a workbench whose address names a suite, and hears how each of its tests ends. */
export async function runSuite(name: string, url: string, patience = 180_000): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const hear = (_type: string, args: readonly unknown[]): void => {
    if (process.env["SEAWORTHY_VERBOSE"]) console.log(...args);
    const outcome = fromLine(String(args[0]));
    if (!outcome) return;
    outcomes.push(outcome);
    print(outcome);
  };

  console.log(`\n${name}`);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const ended = new Promise<number>((resolve) => {
      void page.exposeFunction("codeAutomationExit", resolve);
    });
    await page.exposeFunction("codeAutomationLog", hear);
    await page.goto(url);
    const code = await Promise.race([ended, setTimeout(patience, undefined, { ref: false })]);
    if (code !== 0 && outcomes.every(({ error }) => error === undefined)) {
      mkdirSync(out, { recursive: true });
      await page.screenshot({ path: `${out}${name.replaceAll(" ", "-")}.png` });
      const error = code === undefined ? "did not end in time" : `ended with ${code}, without a failed test`;
      outcomes.push({ title: name, milliseconds: 0, error });
      print(outcomes.at(-1) as Outcome);
    }
  } finally {
    await browser.close();
  }
  return outcomes;
}
