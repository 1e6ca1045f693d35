import "mocha/mocha.js";
import { toLine } from "../outcome.ts";
import { load, options, run as runMocha } from "./run.ts";

/** Called by the web worker extension host. */
export async function run(): Promise<void> {
  mocha.setup(options);
  await load();
  await runMocha(mocha, (outcome) => console.log(toLine(outcome)));
}
