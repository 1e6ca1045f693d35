import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonFor, reasons } from "../scripts/coverage/reasons.ts";
import { coveringRules, isOwed, rows } from "../scripts/coverage/row.ts";
import { unclaimed, whyUnclaimed } from "../scripts/coverage/unclaimed.ts";
import { rules } from "../server/core/registry.ts";
import { peers } from "../server/core/rule.ts";

const targets = ["kubernetes", "dockerfile"] as const;

test("every concern of the peers has a rule or a reason, and never both", () => {
  assert.ok(rows.length > 350);
  const bare = rows.filter((row) => coveringRules(row, rules).length === 0 && reasonFor(row) === undefined);
  assert.deepEqual(
    bare.map(({ id }) => id),
    [],
  );
  const both = rows.filter((row) => row.id in reasons && coveringRules(row, rules).length > 0);
  assert.deepEqual(
    both.map(({ id }) => id),
    [],
  );
});

test("every reason is of a row that there is", () => {
  const ids = new Set(rows.map(({ id }) => id));
  assert.deepEqual(
    Object.keys(reasons).filter((id) => !ids.has(id)),
    [],
  );
  assert.ok(rows.filter(isOwed).length > 170);
});

for (const target of targets) {
  test(`${target}: every check of a covered concern is claimed by a rule, or has a reason, and never both`, () => {
    const isClaimed = (peer: (typeof peers)[number], check: string) =>
      rules.some((rule) => rule.target === target && rule.aliases[peer]?.includes(check));
    const covered = rows.filter((row) => row.target === target && isOwed(row) && coveringRules(row, rules).length > 0);
    // Sections of the CIS benchmarks are too broad to tell one concern from another.
    const checks = peers
      .filter((peer) => !peer.startsWith("cis_"))
      .flatMap((peer) => covered.flatMap((row) => (row.peers[peer] ?? []).map((check) => ({ peer, check }))));
    const bare = checks.filter(({ peer, check }) => !isClaimed(peer, check) && !whyUnclaimed(target, peer, check));
    assert.deepEqual(bare, []);
    const idle = unclaimed
      .filter((one) => one.target === target)
      .flatMap(({ peer, checks: named }) =>
        named.filter(
          (check) => isClaimed(peer, check) || !checks.some((other) => other.peer === peer && other.check === check),
        ),
      );
    assert.deepEqual(idle, []);
  });
}

test("a rule's aliases are ids that the peers have", () => {
  const known = new Map<string, Set<string>>();
  for (const { peers } of rows) {
    for (const [peer, ids] of Object.entries(peers)) {
      const set = known.get(peer) ?? new Set();
      known.set(peer, set);
      for (const id of ids) set.add(id);
    }
  }
  const strange = rules
    .filter(({ target }) => target !== "compose")
    .flatMap(({ id, aliases }) =>
      Object.entries(aliases).flatMap(([peer, ids]) =>
        // Gatekeeper's library is no part of the table.
        ids.filter((one) => peer !== "gatekeeper" && !known.get(peer)?.has(one)).map((one) => `${id}: ${peer} ${one}`),
      ),
    );
  assert.deepEqual(strange, []);
});
