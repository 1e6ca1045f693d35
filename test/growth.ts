import assert from "node:assert/strict";

/** Shorter times than this tell of the machine, not of the work. */
const leastMilliseconds = 25;
const mostRounds = 12;

/**
 * Fails where work grows faster than its input. It is timed for a size and for four times that size: linear work takes
 * four times as long, quadratic work sixteen times. The best of several rounds counts, since others use the machine too,
 * and a bound in milliseconds would say more of it than of the work.
 */
export function assertGrowsLinearly<Input>(
  inputOf: (size: number) => Input,
  work: (input: Input) => void,
  size: number,
): void {
  let [best, bestOfLarge] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < mostRounds; round++) {
    // A new input each time, so that nothing is remembered of the last.
    const next = size + 4 * round;
    best = Math.min(best, timeOf(work, inputOf(next)));
    bestOfLarge = Math.min(bestOfLarge, timeOf(work, inputOf(next * 4)));
    // The first rounds warm the program up.
    if (round >= 2 && bestOfLarge <= 8 * Math.max(best, leastMilliseconds)) return;
  }
  assert.fail(`four times the input takes ${(bestOfLarge / best).toFixed(1)} times as long: ${bestOfLarge} ms`);
}

function timeOf<Input>(work: (input: Input) => void, input: Input): number {
  const begin = performance.now();
  work(input);
  return performance.now() - begin;
}
