import type { Change } from "../edits/change.ts";
import { insertAfter, insertBefore } from "../edits/dockerfile-editor.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";

/**
 * Puts instructions where root is no longer needed: above the CMD or ENTRYPOINT behind the stage's last RUN and VOLUME
 * (a RUN may have to be put above that), else at the stage's end. COPY, ADD and WORKDIR do not depend on USER.
 */
export function insertAtStart(file: Dockerfile, stage: Stage, instructions: readonly (readonly string[])[]): Change[] {
  const own = stage.instructions;
  const last = own.findLastIndex(({ keyword, onbuild }) => (keyword === "RUN" || keyword === "VOLUME") && !onbuild);
  const start = own.find(({ keyword, onbuild }, index) => index > last && starts.has(keyword) && !onbuild);
  const gap = isSpaced(file, own, start) ? [""] : [];
  if (start) {
    return insertBefore(
      file,
      start,
      instructions.flatMap((lines) => [...lines, ...gap]),
    );
  }
  return insertAfter(
    file,
    own[own.length - 1] ?? stage.from,
    instructions.flatMap((lines) => [...gap, ...lines]),
  );
}

const starts = new Set(["CMD", "ENTRYPOINT"]);

/** True where a blank line stands before most of the stage's instructions, and before the one in question. */
function isSpaced({ text }: Dockerfile, own: readonly Instruction[], start: Instruction | undefined): boolean {
  let spaced = 0;
  for (const [index, instruction] of own.entries()) {
    const before = own[index - 1];
    const gap = before !== undefined && /\n[ \t\r]*\n/.test(text.slice(before.span.end, instruction.span.start));
    if (gap) spaced++;
    else if (instruction === start) return false;
  }
  return spaced > (own.length - 1) / 2;
}
