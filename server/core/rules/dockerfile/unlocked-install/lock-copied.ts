import type { Instruction, Stage } from "../../../model/dockerfile.ts";

/** Whether a COPY before brings the lock file, by its name or by a pattern. */
export function lockCopied(stage: Stage, run: Instruction, lock: RegExp): "surely" | "maybe" | undefined {
  const isBefore = (copied: Copied) => copied.at < run.span.start;
  const copied = copiedInto(stage).filter((one) => lock.test(one.lock));
  if (copied.some((one) => one.sure && isBefore(one))) return "surely";
  return copied.some(isBefore) ? "maybe" : undefined;
}

/** The first COPY of each lock file, by its name and by a pattern. */
interface Copied {
  readonly lock: string;
  readonly sure: boolean;
  readonly at: number;
}

const known = new WeakMap<Stage, readonly Copied[]>();

function copiedInto(stage: Stage): readonly Copied[] {
  const before = known.get(stage);
  if (before) return before;
  const found = new Map<string, Copied>();
  for (const { keyword, words, span } of stage.chain) {
    if (keyword !== "COPY" && keyword !== "ADD") continue;
    for (const { value } of words.slice(0, -1)) {
      const name = value.replace(/^.*\//, "");
      const meant = patterns.find(([pattern]) => pattern.test(name))?.[1];
      const lock = meant ?? (locks.has(name) ? name : undefined);
      if (lock === undefined) continue;
      const key = `${lock} ${meant === undefined}`;
      if (!found.has(key)) found.set(key, { lock, sure: meant === undefined, at: span.start });
    }
  }
  const all = [...found.values()];
  known.set(stage, all);
  return all;
}

const locks: ReadonlySet<string> = new Set([
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "Pipfile.lock",
  "uv.lock",
]);

/** As people write them, and the lock file that they are meant to bring. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^package\*\.json$|^package-lock\.json\*$|^package\*$/, "package-lock.json"],
  [/^yarn\.lock\*$|^\*\.lock$/, "yarn.lock"],
  [/^pnpm-lock\.yaml\*$/, "pnpm-lock.yaml"],
  [/^Pipfile\*$/, "Pipfile.lock"],
  [/^uv\.lock\*$/, "uv.lock"],
];
