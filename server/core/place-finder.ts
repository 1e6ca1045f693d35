import type { Block } from "./model/block.ts";
import type { Span } from "./text.ts";

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly place: string;
  /** The block around this one. */
  readonly around: Placed | undefined;
}

/** Names the innermost block that holds a span's start, in time also where thousands of blocks hold thousands of spans. */
export function placeFinder(blocks: readonly Block[]): (span: Span) => string {
  let placed: readonly Placed[] | undefined;
  return ({ start }) => {
    placed ??= nested(blocks);
    let block = lastFrom(placed, start);
    while (block && block.end < start) block = block.around;
    return block?.place ?? "";
  };
}

/** In the order of their starts, the outer before the inner. Blocks lie in one another or apart. */
function nested(blocks: readonly Block[]): readonly Placed[] {
  // A block computes its span, so each is asked once.
  const spans = blocks.map((block) => ({ ...block.span, place: block.place }));
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let last: Placed | undefined;
  return spans.map((span) => {
    let around = last;
    while (around && around.end < span.end) around = around.around;
    last = { ...span, around };
    return last;
  });
}

/** The last block that starts at or before an offset. */
function lastFrom(placed: readonly Placed[], offset: number): Placed | undefined {
  let low = 0;
  let high = placed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placed[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return placed[low - 1];
}
