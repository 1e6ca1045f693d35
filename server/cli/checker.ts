import path from "node:path";
import { Baseline, type Entry } from "./baseline.ts";
import { reachesFailOn } from "./fail-on.ts";
import { recordsOf } from "./findings.ts";
import type { Arguments } from "./flags.ts";
import type { Share } from "./formats/format.ts";
import { framesOf, tallyOf } from "./formats/frames-of.ts";
import type { Judged } from "./session.ts";
import type { Style } from "./terminal.ts";
import { UserError } from "./user-error.ts";

/** One file's part in a check: plain data, so that a worker can make it. */
export interface Checked {
  readonly share: Share;
  /** Something was found that `--fail-on` does not tolerate. */
  readonly failed: boolean;
  /** How many findings the baseline accepts. */
  readonly accepted: number;
  /** For a new baseline. */
  readonly entries: readonly Entry[];
}

/** Makes of a judged file what the arguments ask for. */
export class Checker {
  readonly baseline: Baseline | undefined;
  private readonly args: Arguments;
  private readonly style: Style;

  constructor(args: Arguments, cwd: string, style: Style) {
    this.args = args;
    this.style = style;
    this.baseline = readBaseline(args, cwd);
  }

  check(judged: Judged): Checked {
    const { analysis } = judged;
    const entries: Entry[] = [];
    const problems = analysis.problems.filter((problem) => {
      const entry = this.baseline?.entryOf(judged, problem);
      if (entry) entries.push(entry);
      return !entry || !this.baseline?.accepts(entry);
    });
    const kept: Judged = { ...judged, analysis: { ...analysis, problems } };
    return {
      share: this.share(kept),
      failed: problems.some(({ severity }) => reachesFailOn(severity, this.args)),
      accepted: analysis.problems.length - problems.length,
      entries,
    };
  }

  private share(judged: Judged): Share {
    const { path: shown } = judged;
    if ((this.args.value("format") ?? "text") !== "text")
      return { path: shown, records: recordsOf(judged), text: undefined };
    return { path: shown, records: [], text: { frames: framesOf(judged, this.style), tally: tallyOf(judged) } };
  }
}

function readBaseline(args: Arguments, cwd: string): Baseline | undefined {
  const given = args.value("baseline");
  if (given === undefined) {
    if (args.has("update-baseline")) throw new UserError("--update-baseline needs --baseline FILE.");
    return undefined;
  }
  const file = path.resolve(cwd, given);
  return args.has("update-baseline") ? Baseline.empty(file) : Baseline.read(file);
}
