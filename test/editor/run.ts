import { packExtension } from "../../scripts/package.ts";
import { bundleSuite } from "./bundle-suite.ts";
import type { Outcome } from "./outcome.ts";
import { runClicks } from "./run-clicks.ts";
import { runDesktop } from "./run-desktop.ts";
import { runNode } from "./run-node.ts";
import { runWeb } from "./run-web.ts";
import { setup } from "./setup.ts";

/**
 * Everything that is tested in a real editor. Arguments choose among node, web, clicks and desktop;
 * `--packed` takes the .vsix that is there instead of building one.
 */
const args = process.argv.slice(2);
const runs = { node: runNode, web: runWeb, clicks: runClicks, desktop: runDesktop };
const usual = process.env["SEAWORTHY_EDITOR"] === "desktop" ? ["desktop"] : ["node", "web", "clicks"];
const chosen = args.some((arg) => arg in runs) ? args : usual;

const outcomes: Outcome[] = [];
try {
  if (!chosen.includes("desktop")) setup();
  if (!args.includes("--packed")) await packExtension();
  await bundleSuite();
  for (const [name, run] of Object.entries(runs)) if (chosen.includes(name)) outcomes.push(...(await run()));
} catch (error) {
  console.error(error);
  outcomes.push({ title: "the run itself", milliseconds: 0, error: String(error) });
}
const failed = outcomes.filter(({ error }) => error !== undefined).length;
console.log(`\n${outcomes.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || outcomes.length === 0 ? 1 : 0);
