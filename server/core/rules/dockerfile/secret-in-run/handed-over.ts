import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { secretNamed } from "../../../model/secret.ts";
import type { Finding } from "../../../rule.ts";

/** A build argument whose name says secret, in a RUN: the value that the build is given stays in the image's history. */
export function* handedOver(file: Dockerfile, run: Instruction): Iterable<Finding> {
  const stage = file.stageOf(run);
  if (!stage || run.onbuild) return;
  const taken = new Map<string, string>();
  for (const instruction of stage.chain) {
    if (instruction.keyword !== "ARG" || instruction.span.start > run.span.start) continue;
    for (const { name, value } of instruction.assignments) {
      const what = value === undefined || value === "" ? secretNamed(name) : undefined;
      if (what) taken.set(name, what);
    }
  }
  if (taken.size === 0) return;
  const text = file.text.slice(run.body.start, run.body.end);
  for (const [name, what] of taken) {
    const at = new RegExp(`\\$(?:\\{${name}\\b|${name}\\b)`).exec(text);
    if (!at) continue;
    const start = run.body.start + at.index;
    yield {
      span: {
        start,
        end: start + at[0].length + (at[0].startsWith("${") && text[at.index + at[0].length] === "}" ? 1 : 0),
      },
      message: `The build's argument ${name.length < 30 ? name : ""} is ${what}, and stays in the image's history with this RUN.`,
      severity: "hint",
      note: `\`RUN --mount=type=secret,id=${name},env=${name}\` gives this step the value and leaves no trace of it.`,
    };
  }
}
