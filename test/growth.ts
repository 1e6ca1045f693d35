import assert from "node:assert/strict";
import { type Profiler, Session } from "node:inspector";
import { setFlagsFromString } from "node:v8";

const leastSteps = 4;

/**
 * Fails where work grows faster than its input: its steps are counted for a size and for four times that size. Linear
 * work takes four times as many, quadratic work sixteen times. A step is a run of a function, a branch or a loop's body
 * of the project's own code, which V8 counts for coverage; so the result is the same on a busy machine. What a built-in
 * function does inside counts as nothing: see `assertTimeGrowsLinearly` for regular expressions.
 */
export function assertGrowsLinearly<Input>(
  inputOf: (size: number) => Input,
  work: (input: Input) => void,
  size: number,
): void {
  // The first run loads what is loaded lazily.
  work(inputOf(8));
  const [small, large] = [size, size * 4].map((length) => stepsOf(work, inputOf(length))) as [number, number];
  assert.ok(small > 0, "no step was counted");
  // Few steps tell of a limit that only the larger input passes.
  assert.ok(
    large <= 6 * Math.max(small, leastSteps * size),
    `four times the input takes ${(large / small).toFixed(1)} times the steps: ${large}`,
  );
}

const session = new Session();

function stepsOf<Input>(work: (input: Input) => void, input: Input): number {
  session.connect();
  setFlagsFromString("--no-opt");
  try {
    session.post("Profiler.enable");
    session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    work(input);
    // The session is of this very thread: the answer is there when the call returns.
    let coverage: Profiler.ScriptCoverage[] = [];
    session.post("Profiler.takePreciseCoverage", (error, answer) => {
      assert.ifError(error);
      coverage = answer.result;
    });
    return coverage
      .filter(({ url }) => url.includes("/server/"))
      .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
      .reduce((steps, { count }) => steps + count, 0);
  } finally {
    setFlagsFromString("--opt");
    session.disconnect();
  }
}

/** Shorter times than this tell of the machine, not of the work. */
const leastMilliseconds = 25;
const mostRounds = 12;
const hopelessMilliseconds = 5000;

/**
 * The same for regular expressions, whose steps nobody counts: the processor's time for a size and for four times that
 * size, the best of several rounds.
 */
export function assertTimeGrowsLinearly<Input>(
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
    if (round >= 2 && bestOfLarge > hopelessMilliseconds) break;
  }
  assert.fail(`four times the input takes ${(bestOfLarge / best).toFixed(1)} times as long: ${bestOfLarge} ms`);
}

function timeOf<Input>(work: (input: Input) => void, input: Input): number {
  const begin = process.cpuUsage();
  work(input);
  return process.cpuUsage(begin).user / 1000;
}
