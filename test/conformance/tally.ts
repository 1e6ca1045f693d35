/** What came of the cases of one peer. */
export interface Tally {
  cases: number;
  relevant: number;
  mapped: number;
  /** No rule claims the check, and the table of what is covered says why. */
  reasoned: number;
  /** No rule claims the check, and nothing says why. */
  unmapped: number;
  agreed: number;
  explained: number;
  unexplained: number;
  /** Lines that the peer marks in cases in which we find something, and those near a finding of ours. */
  lines: number;
  nearLines: number;
}

export const newTally = (): Tally => ({
  cases: 0,
  relevant: 0,
  mapped: 0,
  reasoned: 0,
  unmapped: 0,
  agreed: 0,
  explained: 0,
  unexplained: 0,
  lines: 0,
  nearLines: 0,
});

/** Tools mark the setting, its parent or the object's name: a few lines apart is the same mistake. */
const near = 5;

export function countLines(tally: Tally, expected: readonly number[], found: readonly number[]): void {
  tally.lines += expected.length;
  tally.nearLines += expected.filter((line) => found.some((other) => Math.abs(line - other) <= near)).length;
}

const columns = ["cases", "relevant", "mapped", "reasoned", "unmapped", "agreed", "explained", "unexplained"] as const;

export function table(tallies: ReadonlyMap<string, Tally>): string {
  const head = ["peer".padEnd(12), ...columns, "share mapped"].join("  ");
  const lines = [...tallies].map(([peer, tally]) =>
    [
      peer.padEnd(12),
      ...columns.map((column) => String(tally[column]).padStart(column.length)),
      percent(tally.mapped, tally.relevant).padStart("share mapped".length),
    ].join("  "),
  );
  return [head, ...lines].join("\n");
}

export const percent = (part: number, whole: number): string =>
  `${(whole === 0 ? 100 : (part / whole) * 100).toFixed(1)} %`;
