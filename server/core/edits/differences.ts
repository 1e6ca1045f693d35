import type { Edit } from "../text.ts";

/** Edits of whole lines that turn `before` into `after`: few, so that cursors and marks in between keep their places. */
export function differences(before: string, after: string): readonly Edit[] {
  if (before === after) return [];
  const old = splitLines(before);
  const young = splitLines(after);
  let head = 0;
  while (head < old.length && head < young.length && old[head] === young[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, young.length) - head && old.at(-1 - tail) === young.at(-1 - tail)) tail++;

  const starts = lineStarts(old);
  const edits: Edit[] = [];
  const middle = { old: old.slice(head, old.length - tail), young: young.slice(head, young.length - tail) };
  for (const { from, to, lines } of hunks(middle.old, middle.young)) {
    const span = { start: starts[head + from] ?? before.length, end: starts[head + to] ?? before.length };
    edits.push({ span, text: lines.join("") });
  }
  return edits;
}

/** Lines `from` to `to` of the old text become `lines`. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Beyond that many differing lines, one edit for all is as good. */
const farthest = 1000;

/** Myers' algorithm: the shortest way through the grid of old and new lines. */
function hunks(old: readonly string[], young: readonly string[]): readonly Hunk[] {
  const trace: Int32Array[] = [];
  const limit = Math.min(old.length + young.length, farthest);
  const reach = new Int32Array(2 * limit + 3);
  const zero = limit + 1;
  for (let distance = 0; distance <= limit; distance++) {
    trace.push(reach.slice(zero - distance - 1, zero + distance + 2));
    for (let k = -distance; k <= distance; k += 2) {
      const down = isDown(reach, zero, k, distance);
      let x = down ? at(reach, zero + k + 1) : at(reach, zero + k - 1) + 1;
      while (x < old.length && x - k < young.length && old[x] === young[x - k]) x++;
      reach[zero + k] = x;
      if (x >= old.length && x - k >= young.length) return walkBack(trace, old, young);
    }
  }
  return [{ from: 0, to: old.length, lines: young }];
}

function walkBack(trace: readonly Int32Array[], old: readonly string[], young: readonly string[]): readonly Hunk[] {
  const found: Hunk[] = [];
  let x = old.length;
  let y = young.length;
  for (let distance = trace.length - 1; distance > 0; distance--) {
    const reach = trace[distance] ?? new Int32Array();
    const k = x - y;
    const middle = distance + 1;
    const down = isDown(reach, middle, k, distance);
    const fromX = at(reach, middle + (down ? k + 1 : k - 1));
    const fromY = fromX - (down ? k + 1 : k - 1);
    const end = { x: down ? fromX : fromX + 1, y: down ? fromY + 1 : fromY };
    const lines = young.slice(fromY, end.y);
    const next = found.at(-1);
    if (next && end.x === x && end.y === y) {
      found[found.length - 1] = { from: fromX, to: next.to, lines: [...lines, ...next.lines] };
    } else found.push({ from: fromX, to: end.x, lines });
    x = fromX;
    y = fromY;
  }
  return found.reverse();
}

/** Whether the farthest way to diagonal `k` comes by an inserted line (else by a deleted one). */
function isDown(reach: Int32Array, middle: number, k: number, distance: number): boolean {
  return k === -distance || (k !== distance && at(reach, middle + k - 1) < at(reach, middle + k + 1));
}

const at = (reach: Int32Array, index: number): number => reach[index] ?? 0;

/** Lines with their breaks. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function lineStarts(lines: readonly string[]): readonly number[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
}
