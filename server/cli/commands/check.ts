import path from "node:path";
import { Baseline } from "../baseline.ts";
import type { Command } from "../command.ts";
import { reachesFailOn } from "../fail-on.ts";
import { failOnFlag, inputFlags, ruleFlag } from "../flag-tables.ts";
import type { Arguments } from "../flags.ts";
import type { MakeFormat } from "../formats/format.ts";
import { githubFormat } from "../formats/github.ts";
import { gitlabFormat } from "../formats/gitlab.ts";
import { jsonFormat } from "../formats/json.ts";
import { junitFormat } from "../formats/junit.ts";
import { sarifFormat } from "../formats/sarif.ts";
import { textFormat } from "../formats/text.ts";
import { counted } from "../phrases.ts";
import { report } from "../report.ts";
import { type Judged, Session } from "../session.ts";
import type { Terminal } from "../terminal.ts";
import { UserError } from "../user-error.ts";

const formats: Readonly<Record<string, MakeFormat>> = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
  gitlab: gitlabFormat,
  junit: junitFormat,
};

export const check: Command = {
  name: "check",
  operands: "[PATH…]",
  summary: "Report what would help an attacker",
  flags: {
    format: { value: "FORMAT", short: "f", choices: Object.keys(formats), doc: "How to report (default: text)" },
    ...failOnFlag,
    ...ruleFlag,
    ...inputFlags,
    baseline: { value: "FILE", doc: "Accept the findings that this file lists" },
    "update-baseline": { doc: "Write today's findings to the baseline" },
  },

  async run(args, terminal) {
    const session = new Session(args, terminal);
    const baseline = readBaseline(args, terminal);
    const format = (formats[args.value("format") ?? "text"] ?? textFormat)(terminal.outStyle);
    let files = 0;
    let failed = false;
    let accepted = 0;
    for await (const judged of session.judge()) {
      files++;
      const problems = judged.analysis.problems.filter((problem) => !baseline?.accepts(judged, problem));
      accepted += judged.analysis.problems.length - problems.length;
      failed ||= problems.some(({ severity }) => reachesFailOn(severity, args));
      const kept: Judged = { ...judged, analysis: { ...judged.analysis, problems } };
      if (!args.has("update-baseline")) terminal.out(format.add(kept));
    }
    if (baseline && args.has("update-baseline")) {
      terminal.err(`The baseline now accepts findings at ${counted(baseline.write(), "place")}.\n`);
      return report(session, terminal) ? 2 : 0;
    }
    terminal.out(format.end({ files, errors: session.errors }));
    if (accepted > 0) session.remarks.push(`The baseline accepts ${counted(accepted, "further problem")}.`);
    if (files === 0 && session.errors.length === 0 && session.remarks.length === 0) {
      session.remarks.push("There is no Dockerfile, Kubernetes manifest or Compose file here: nothing was checked.");
    }
    if (report(session, terminal)) return 2;
    return failed ? 1 : 0;
  },
};

function readBaseline(args: Arguments, terminal: Terminal): Baseline | undefined {
  const given = args.value("baseline");
  if (given === undefined) {
    if (args.has("update-baseline")) throw new UserError("--update-baseline needs --baseline FILE.");
    return undefined;
  }
  const file = path.resolve(terminal.cwd, given);
  return args.has("update-baseline") ? Baseline.empty(file) : Baseline.read(file);
}
