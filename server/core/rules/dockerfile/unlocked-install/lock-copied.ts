import type { Instruction, Stage } from "../../../model/dockerfile.ts";

/** Whether a COPY before brings the lock file, by its name or by a pattern. */
export function lockCopied(stage: Stage, run: Instruction, lock: RegExp): "surely" | "maybe" | undefined {
  const before = stage.chain.slice(0, stage.chain.indexOf(run));
  let found: "maybe" | undefined;
  for (const { keyword, words } of before) {
    if (keyword !== "COPY" && keyword !== "ADD") continue;
    for (const { value } of words.slice(0, -1)) {
      const name = value.replace(/^.*\//, "");
      if (lock.test(name)) return "surely";
      if (patterns.some(([pattern, file]) => pattern.test(name) && lock.test(file))) found = "maybe";
    }
  }
  return found;
}

/** As people write them, and the lock file that they are meant to bring. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/^package\*\.json$|^package-lock\.json\*$|^package\*$/, "package-lock.json"],
  [/^yarn\.lock\*$|^\*\.lock$/, "yarn.lock"],
  [/^pnpm-lock\.yaml\*$/, "pnpm-lock.yaml"],
  [/^Pipfile\*$/, "Pipfile.lock"],
  [/^uv\.lock\*$/, "uv.lock"],
];
