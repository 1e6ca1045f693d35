import { readdirSync, statSync } from "node:fs";

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The median of the ratios pair by pair: both of a pair met the same mood of the machine. */
export function ratio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, index) => value / (b[index] ?? Number.NaN)));
}

type Cell = number | string | undefined;

export function print(what: string, ours: Cell, theirs?: Cell, ratio?: Cell, note = ""): void {
  console.log(`${what.padEnd(58)}${cell(ours)}${cell(theirs)}${cell(ratio)}  ${note}`);
}

function cell(value: Cell): string {
  if (value === undefined) return "".padStart(12);
  return (typeof value === "string" ? value : value.toFixed(value < 10 ? 2 : 1)).padStart(12);
}

/** Kilobytes of all files below a folder. */
export function folderSize(folder: string): number {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const entry = statSync(`${folder}/${name}`, { throwIfNoEntry: false });
    if (entry?.isFile()) bytes += entry.size;
  }
  return bytes / 1024;
}
