import { appendFileSync } from "node:fs";
import Mocha from "mocha";
import { toLine } from "../outcome.ts";
import { load, options, run as runMocha } from "./run.ts";

/** Called by the Node extension host: a desktop's, which lends a file for the outcomes, or a server's. */
export async function run(): Promise<void> {
  const mocha = new Mocha(options);
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await load();
  const file = process.env["SEAWORTHY_OUTCOMES"];
  await runMocha(mocha, (outcome) => {
    if (file === undefined) console.log(toLine(outcome));
    else appendFileSync(file, `${toLine(outcome)}\n`);
  });
}
