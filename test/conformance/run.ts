/**
 * `npm run conformance`: the cases of the peers' own tests, judged by the rules that carry the ids of their checks. Prints
 * for each peer how many agree; every disagreement must stand, with its reason, in one of the `explained-*.ts`, and every check that no
 * rule claims in `scripts/coverage/`. With `--list` each disagreement is printed with what was found, with a peer's name
 * behind it only that peer's.
 */
import { reasonFor } from "../../scripts/coverage/reasons.ts";
import { isOwed, rows } from "../../scripts/coverage/row.ts";
import { whyUnclaimed } from "../../scripts/coverage/unclaimed.ts";
import type { Peer } from "../../server/core/rule.ts";
import { type Case, isHere } from "./case.ts";
import { dockerfileCases } from "./dockerfile-readers.ts";
import { judge, rulesFor, type Verdict } from "./judge.ts";
import { kubernetesCases } from "./readers.ts";
import { isRelevantPolicy } from "./relevant-policies.ts";
import { type Reviewed, reviewed } from "./reviewed.ts";
import { countLines, newTally, percent, type Tally, table } from "./tally.ts";

if (!isHere) {
  console.log("The cases of the peers are not beside this repository: nothing was compared.");
  process.exit(0);
}

const [flag, only] = process.argv.slice(2);
const lists = (peer: Peer): boolean => flag === "--list" && (!only || only === peer);
/** Mapped share of the security-relevant cases that is wanted. */
const wantedShare = 0.95;

type Target = Case["target"];

const owed = rows.filter(isOwed);
const rowsOf = ({ peer, target }: Case, check: string) =>
  owed.filter((row) => row.target === target && row.peers[peer]?.includes(check));
const isRelevant = (one: Case): boolean =>
  one.checks.some((check) => rowsOf(one, check).length > 0 || isRelevantPolicy(one.peer, check));

/** Why no rule claims any of the case's checks. */
const whyNone = (one: Case): string | undefined =>
  one.checks
    .map((check) => whyUnclaimed(one.target, one.peer, check) ?? rowsOf(one, check).map(reasonFor).find(Boolean))
    .find((because) => because !== undefined);

const isFine = [compareAll("kubernetes", kubernetesCases()), compareAll("dockerfile", dockerfileCases())];
process.exitCode = isFine.every(Boolean) ? 0 : 1;

/** Compares the cases of a target and prints what came of it. False where something has no reason, or too little is mapped. */
function compareAll(target: Target, cases: readonly Case[]): boolean {
  const tallies = new Map<Peer, Tally>();
  const reasons = reviewed(target);
  for (const one of cases) {
    const tally = tallies.get(one.peer) ?? newTally();
    tallies.set(one.peer, tally);
    tally.cases++;
    if (isRelevant(one)) compare(one, tally, reasons);
  }
  console.log(table(tallies));
  const idle = reasons.idle();
  for (const part of idle) console.log(`The explanation of ${part} explains nothing: take it out.`);
  const sum = (column: keyof Tally) => [...tallies.values()].reduce((total, tally) => total + tally[column], 0);
  if (sum("lines") > 0) {
    console.log(`${sum("nearLines")} of ${sum("lines")} lines that kics marks are near a finding of ours.`);
  }
  console.log(
    `${target}: ${sum("mapped")} of ${sum("relevant")} security-relevant cases are mapped (${percent(sum("mapped"), sum("relevant"))}); ${sum("agreed")} agree, ${sum("explained")} do not and have a reason, ${sum("unexplained")} have none.`,
  );
  return sum("mapped") / sum("relevant") >= wantedShare && idle.length + sum("unexplained") + sum("unmapped") === 0;
}

function compare(one: Case, tally: Tally, reasons: Reviewed): void {
  tally.relevant++;
  const mapped = rulesFor(one);
  if (mapped.length === 0) {
    const because = whyNone(one);
    tally[because ? "reasoned" : "unmapped"]++;
    if (!because || lists(one.peer)) show(because ? "no rule" : "UNMAPPED", one, [], because);
    return;
  }
  tally.mapped++;
  const verdict = judge(one, mapped);
  if (verdict.lines.length > 0) countLines(tally, one.lines ?? [], verdict.lines);
  if (verdict.differs.length === 0) {
    tally.agreed++;
    return;
  }
  const because = reasons.reasonOf(one, verdict)?.because;
  tally[because ? "explained" : "unexplained"]++;
  if (!because || lists(one.peer)) show(because ? "explained" : "UNEXPLAINED", one, details(verdict), because);
}

function details({ differs, found }: Verdict): readonly string[] {
  return [...differs.map(({ text }) => text), ...found.slice(0, 5).map((line) => `found ${line}`)];
}

function show(what: string, one: Case, lines: readonly string[], because: string | undefined): void {
  console.log(`${what} ${one.peer} ${one.checks.join(",")} "${one.name}"`);
  for (const line of [...lines, ...(because ? [`because ${because}`] : [])]) console.log(`  ${line}`);
  if (!because && flag)
    for (const { content } of one.files) console.log(content.slice(0, 2500).replace(/^/gm, "    | "));
}
