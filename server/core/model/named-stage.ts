import type { Dockerfile, Stage } from "./dockerfile.ts";

/** The earlier stage that `--from` names, by name or by number; undefined for an image, and where a variable names it. */
export function namedStage(file: Dockerfile, stage: Stage, name: string): Stage | undefined {
  const found = /^\d+$/.test(name)
    ? file.stages[Number(name)]
    : file.stages.findLast((one) => one.index < stage.index && one.name?.toLowerCase() === name.toLowerCase());
  return found && found.index < stage.index ? found : undefined;
}
