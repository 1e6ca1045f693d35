import { groupBy } from "../group-by.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";

/** The earlier stage that `--from` names, by name or by number; undefined for an image, and where a variable names it. */
export function namedStage(file: Dockerfile, stage: Stage, name: string): Stage | undefined {
  if (/^\d+$/.test(name)) {
    const found = file.stages[Number(name)];
    return found && found.index < stage.index ? found : undefined;
  }
  return stagesByName(file)
    .get(name.toLowerCase())
    ?.findLast(({ index }) => index < stage.index);
}

const known = new WeakMap<Dockerfile, ReadonlyMap<string, readonly Stage[]>>();

/** Kept, since each `COPY --from` asks. */
function stagesByName(file: Dockerfile): ReadonlyMap<string, readonly Stage[]> {
  const found = known.get(file) ?? groupBy(file.stages, ({ name }) => name?.toLowerCase() ?? "");
  known.set(file, found);
  return found;
}
