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
      if (
        /[*?[]/.test(name) &&
        lock.test(name.replace(/\*$/, "-lock.json").replace(/^package\*\.json$/, "package-lock.json"))
      )
        found = "maybe";
    }
  }
  return found;
}
