import type { Span } from "../text.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";
import { namedStage } from "./named-stage.ts";

/** An image that files are copied or mounted from, named by `--from` or by a mount's `from`. */
export interface CopiedImage {
  readonly name: string;
  /** The name as it stands there. */
  readonly span: Span;
  readonly stage: Stage;
}

/** Those of a Dockerfile that are no stage of it, as far as no variable names them. */
export function* copiedImages(file: Dockerfile): Iterable<CopiedImage> {
  for (const instruction of file.instructions) {
    const stage = file.stageOf(instruction);
    if (!stage || instruction.onbuild) continue;
    for (const { name: flag, value = "", valueSpan } of instruction.flags) {
      const [, before = "", name = ""] =
        flag === "from" ? ["", "", value] : flag === "mount" ? (/^((?:.*,)?from=)([^,]+)/.exec(value) ?? []) : [];
      if (name === "" || !valueSpan || /[$"'\\]/.test(name) || /^\d+$/.test(name) || name === "scratch") continue;
      if (namedStage(file, stage, name)) continue;
      const start = valueSpan.start + before.length;
      if (file.text.slice(start, start + name.length) !== name) continue;
      yield { name, span: { start, end: start + name.length }, stage };
    }
  }
}
