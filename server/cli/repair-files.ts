import { readFileSync } from "node:fs";
import type { Problem } from "../core/analysis.ts";
import {
  onlyHint,
  othersDecide,
  type Repair,
  type RepairOptions,
  repair,
  wantsReview,
} from "../core/features/repair.ts";
import { groupBy } from "../core/group-by.ts";
import { rules } from "../core/registry.ts";
import { fullId } from "../core/rule.ts";
import { LineIndex } from "../core/text.ts";
import { encode } from "../disk/read-file.ts";
import { systemMessage } from "../disk/system-message.ts";
import type { ExitCode } from "./command.ts";
import { reachesFailOn } from "./fail-on.ts";
import type { Arguments, FlagTable } from "./flags.ts";
import { severityColours } from "./formats/frames-of.ts";
import { counted, wrapped } from "./phrases.ts";
import { report } from "./report.ts";
import { type Judged, Session } from "./session.ts";
import { type Style, type Terminal, visible } from "./terminal.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { writeAtomically } from "./write-file.ts";

export const diffFlag: FlagTable = { diff: { doc: "Print what would change, and write nothing" } };

/** What `fix` and `harden` share. The exit code speaks of the files as the run leaves them. */
export async function repairFiles(args: Arguments, terminal: Terminal, wanted: RepairOptions): Promise<ExitCode> {
  const session = new Session(args, terminal);
  const run = new Run(session, args, terminal, { ...wanted, rules: session.only });
  for await (const judged of session.judge()) run.repair(judged);
  run.end();
  if (report(session, terminal)) return 2;
  return run.failed ? 1 : 0;
}

class Run {
  failed = false;
  private readonly totals = { files: 0, changed: 0, applied: 0, left: 0 };
  /** Rules with fixes that could break an application. */
  private readonly risked = new Set<string>();
  private readonly session: Session;
  private readonly args: Arguments;
  private readonly terminal: Terminal;
  private readonly wanted: RepairOptions;
  private readonly diff: boolean;

  constructor(session: Session, args: Arguments, terminal: Terminal, wanted: RepairOptions) {
    this.session = session;
    this.args = args;
    this.terminal = terminal;
    this.wanted = wanted;
    this.diff = args.has("diff");
  }

  repair(judged: Judged): void {
    const { source, settings, analysis } = judged;
    const repaired = repair(this.session.analyzer, source, settings, this.wanted);
    const changes = repaired.text !== source.text;
    const done = this.put(judged, repaired.text, changes);
    const stays = done && !this.diff ? repaired.left.map(({ problem }) => problem) : analysis.problems;
    this.failed ||= stays.some(({ severity }) => reachesFailOn(severity, this.args));
    this.totals.files++;
    if (!done) return;
    if (changes) this.totals.changed++;
    this.totals.applied += repaired.applied.length;
    this.totals.left += repaired.left.length;
    for (const { id, safety } of repaired.applied) if (safety === "review") this.risked.add(id);
    this.say(account(judged, repaired, this.style));
  }

  end(): void {
    const { files, changed, applied, left } = this.totals;
    // A filter that says nothing would empty the text of whoever pipes through it.
    if (files === 0 && this.session.input !== undefined && !this.diff) this.terminal.out(this.session.input);
    if (files === 0) return;
    this.say(whatMayBreak(this.risked, this.style));
    const would = this.diff ? "would be " : "";
    const fixes = `${counted(applied, "fix", "fixes")} ${would}applied in ${counted(changed, "file")}`;
    this.say(
      `${this.style("bold", fixes)}; ${counted(left, "finding")} left${left > 0 ? ", which `seaworthy check` lists" : ""}.\n`,
    );
  }

  /** Standard output belongs to the diff or to the repaired text, where there is one. */
  private get hasOutput(): boolean {
    return this.diff || this.session.input !== undefined;
  }

  private get style(): Style {
    return this.hasOutput ? this.terminal.errStyle : this.terminal.outStyle;
  }

  private say(text: string): void {
    if (this.hasOutput) this.terminal.err(text);
    else this.terminal.out(text);
  }

  /** Puts the repaired text where it belongs; false where that failed. */
  private put({ path, file, source, encoding }: Judged, text: string, changes: boolean): boolean {
    if (this.diff) this.terminal.out(unifiedDiff(path, source.text, text, this.terminal));
    else if (file === undefined) this.terminal.out(text);
    else if (changes) {
      try {
        if (!readFileSync(file).equals(encode({ text: source.text, encoding }))) {
          this.session.errors.push({ path, message: "It was changed by somebody else meanwhile and is left alone." });
          return false;
        }
        writeAtomically(file, encode({ text, encoding }));
      } catch (error) {
        this.session.errors.push({ path, message: `It cannot be written. ${systemMessage(error)}` });
        return false;
      }
    }
    return true;
  }
}

/** What was done to a file, and what was not and why; empty where there is nothing to tell. */
function account({ path }: Judged, { text, applied, left }: Repair, style: Style): string {
  // What nobody tried is no news: `check` lists it.
  if (applied.length === 0 && left.every(({ reason }) => expected.has(reason))) return "";
  const rows = applied.map(({ id, title, place }) => {
    const where = place === "" ? "" : ` in ${visible(place)}`;
    return `  ${style("green", "fixed")}  ${visible(title)}${where} ${style("dim", `[${id}]`)}\n`;
  });
  for (const [assumption, fixes] of groupBy(applied, ({ assumes }) => assumes)) {
    if (assumption !== undefined) rows.push(...undecided(assumption, fixes, style));
  }
  const reasons = new Map<string, Problem[]>();
  for (const { problem, reason } of left) reasons.set(reason, [...(reasons.get(reason) ?? []), problem]);
  const lines = new LineIndex(text);
  for (const [reason, problems] of reasons) {
    rows.push(
      ...(expected.has(reason) ? [tally(problems, style)] : problems.map((one) => remaining(one, lines, style))),
    );
    rows.push(`         ${style("dim", visible(reason))}\n`);
  }
  return `${style("bold", visible(path))}\n${rows.join("")}\n`;
}

/** What was applied without knowing whether it suits the image. */
function undecided(assumption: string, fixes: Repair["applied"], style: Style): readonly string[] {
  const places = new Set(fixes.map(({ place }) => `  ${style("yellow", "open")}   ${visible(place)}\n`));
  return [...places, `         ${style("dim", visible(assumption))}\n`];
}

function whatMayBreak(ids: ReadonlySet<string>, style: Style): string {
  const risks = rules.filter((rule) => ids.has(fullId(rule)));
  if (risks.length === 0) return "";
  const rows = risks.map((rule) => `  ${style("dim", `[${fullId(rule)}]`)}\n${wrapped(rule.mayBreak, "    ")}`);
  return `${style("bold", "What may break")}\n${rows.join("")}\n`;
}

/** Reasons that hold for what the command leaves alone by itself. */
const expected: ReadonlySet<string> = new Set([wantsReview, onlyHint, othersDecide]);

function remaining({ id, severity, message, span }: Problem, lines: LineIndex, style: Style): string {
  const { line, character } = lines.position(span.start);
  const kind = style(severityColours[severity], "left");
  return `  ${kind}   ${line + 1}:${character + 1} ${visible(message)} ${style("dim", `[${id}]`)}\n`;
}

function tally(problems: readonly Problem[], style: Style): string {
  const ids = [...new Set(problems.map(({ id }) => id))];
  return `  ${style("yellow", "left")}   ${counted(problems.length, "finding")} ${style("dim", `[${ids.join(", ")}]`)}\n`;
}
