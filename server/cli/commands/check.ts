import { type Checked, Checker } from "../checker.ts";
import type { Command } from "../command.ts";
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
import { distinct, report } from "../report.ts";
import { Session } from "../session.ts";
import type { Terminal } from "../terminal.ts";
import { checkInWorkers, workersFor } from "../workers.ts";

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
    jobs: { value: "N", short: "j", doc: "At most so many workers (default: one for each processor, up to 8)" },
  },

  async run(args, terminal) {
    const session = new Session(args, terminal);
    const checker = new Checker(args, terminal.cwd, terminal.outStyle);
    const format = (formats[args.value("format") ?? "text"] ?? textFormat)(terminal.outStyle);
    const updates = args.has("update-baseline") ? checker.baseline : undefined;
    let files = 0;
    let failed = false;
    let accepted = 0;
    for await (const checked of checkAll(session, checker, args, terminal)) {
      files++;
      failed ||= checked.failed;
      accepted += checked.accepted;
      if (!updates) terminal.out(format.add(checked.share));
      for (const entry of checked.entries) updates?.note(entry);
    }
    if (updates) {
      terminal.err(`The baseline now accepts findings at ${counted(updates.write(), "place")}.\n`);
      return report(session, terminal) ? 2 : 0;
    }
    terminal.out(format.end({ files, errors: distinct(session.errors) }));
    if (accepted > 0) session.remarks.push(`The baseline accepts ${counted(accepted, "further problem")}.`);
    if (files === 0 && session.errors.length === 0 && session.remarks.length === 0) {
      session.remarks.push(
        "There is no Dockerfile, Kubernetes manifest or Compose file here that .gitignore leaves: nothing was checked.",
      );
    }
    if (report(session, terminal)) return 2;
    return failed ? 1 : 0;
  },
};

async function* checkAll(
  session: Session,
  checker: Checker,
  args: Arguments,
  terminal: Terminal,
): AsyncGenerator<Checked> {
  const files = session.find();
  const workers = workersFor(files?.length ?? 0, args);
  if (!files || workers === 1) {
    for await (const judged of session.judge(files)) yield checker.check(judged);
    return;
  }
  const objects = session.lookAround(files);
  for await (const { checked, errors, remarks } of checkInWorkers(files, objects, workers, args, terminal)) {
    session.errors.push(...errors);
    session.remarks.push(...remarks);
    yield* checked;
  }
}
