/**
 * `npm run conformance`: the cases of the peers' own tests, judged by the rules that carry the ids of their checks. Prints
 * for each peer how many agree; every disagreement must stand, with its reason, in `explained.ts`. With `--list` each
 * disagreement is printed with what was found, with a peer's name behind it only that peer's.
 */
import { isOwed, rows } from "../../scripts/coverage/row.ts";
import { type Peer, peers } from "../../server/core/rule.ts";
import { type Case, isHere } from "./case.ts";
import { explained } from "./explained.ts";
import { judge, rulesFor } from "./judge.ts";
import { kubernetesCases } from "./readers.ts";
import { isRelevantPolicy } from "./relevant-policies.ts";

if (!isHere) {
  console.log("The cases of the peers are not beside this repository: nothing was compared.");
  process.exit(0);
}

const [flag, only] = process.argv.slice(2);
const lists = flag === "--list";
/** Mapped share of the security-relevant cases that is wanted. */
const wantedShare = 0.95;

const relevantChecks = new Map<Peer, ReadonlySet<string>>(
  peers.map((peer) => [
    peer,
    new Set(rows.filter((row) => row.target === "kubernetes" && isOwed(row)).flatMap((row) => row.peers[peer] ?? [])),
  ]),
);

const isRelevant = ({ peer, checks }: Case): boolean =>
  checks.some((check) => relevantChecks.get(peer)?.has(check) || isRelevantPolicy(peer, check));

interface Tally {
  cases: number;
  relevant: number;
  mapped: number;
  agreed: number;
  explained: number;
  unexplained: number;
}

const tallies = new Map<Peer, Tally>();
const used = new Set<(typeof explained)[number]>();
for (const one of kubernetesCases()) {
  const tally = tallies.get(one.peer) ?? { cases: 0, relevant: 0, mapped: 0, agreed: 0, explained: 0, unexplained: 0 };
  tallies.set(one.peer, tally);
  tally.cases++;
  if (!isRelevant(one)) continue;
  tally.relevant++;
  const mapped = rulesFor(one);
  if (mapped.length === 0) {
    if (lists && (!only || only === one.peer)) console.log(`UNMAPPED ${one.peer} ${one.checks.join(",")} ${one.name}`);
    continue;
  }
  tally.mapped++;
  const { differs, found } = judge(one, mapped);
  if (differs.length === 0) {
    tally.agreed++;
    continue;
  }
  const reason = explained.find(
    ({ peer, check, cases }) =>
      peer === one.peer && one.checks.includes(check) && cases.some((name) => one.name.includes(name)),
  );
  if (reason) {
    used.add(reason);
    tally.explained++;
  } else tally.unexplained++;
  if ((lists && (!only || only === one.peer)) || (!lists && !reason)) show(one, differs, found, reason?.because);
}

function show(one: Case, differs: readonly string[], found: readonly string[], because: string | undefined): void {
  console.log(`${because ? "explained" : "UNEXPLAINED"} ${one.peer} ${one.checks.join(",")} "${one.name}"`);
  for (const line of differs) console.log(`  ${line}`);
  if (because) console.log(`  because ${because}`);
  else {
    for (const line of found.slice(0, 5)) console.log(`  found ${line}`);
    if (lists) for (const { content } of one.files) console.log(content.slice(0, 2500).replace(/^/gm, "    | "));
  }
}

console.log("peer          cases  relevant  mapped          agreed  explained  unexplained");
let failed = 0;
for (const [peer, tally] of tallies) {
  const share = tally.relevant === 0 ? 1 : tally.mapped / tally.relevant;
  if (tally.unexplained > 0) failed++;
  const columns = [
    peer.padEnd(12),
    String(tally.cases).padStart(6),
    String(tally.relevant).padStart(9),
    `${String(tally.mapped).padStart(7)} (${(share * 100).toFixed(1)} %)`.padEnd(16),
    String(tally.agreed).padStart(7),
    String(tally.explained).padStart(10),
    String(tally.unexplained).padStart(12),
  ];
  console.log(columns.join(" "));
}
for (const { peer, check, cases } of explained.filter((one) => !used.has(one))) {
  failed++;
  console.log(`The explanation of ${peer} ${check} (${cases.join(", ")}) explains nothing: take it out.`);
}
const sum = (of: (tally: Tally) => number) => [...tallies.values()].reduce((total, tally) => total + of(tally), 0);
const share = sum(({ mapped }) => mapped) / sum(({ relevant }) => relevant);
if (share < wantedShare) failed++;
const percent = (share * 100).toFixed(1);
console.log(
  `${sum(({ mapped }) => mapped)} of ${sum(({ relevant }) => relevant)} security-relevant cases are mapped (${percent} %); ${sum(({ agreed }) => agreed)} agree, ${sum(({ explained }) => explained)} do not and have a reason, ${sum(({ unexplained }) => unexplained)} have none.`,
);
process.exitCode = failed > 0 ? 1 : 0;
