import { type Change, insert, replace } from "../../../edits/change.ts";
import { storingCalls } from "../../../model/credential-stores.ts";
import type { Assignment, Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { assignmentRemoval } from "../../../model/dockerfile-edits.ts";
import { mentionsOf } from "../../../model/variable-mentions.ts";
import type { Fix } from "../../../rule.ts";

/** The secret is mounted where exactly one RUN reads it; else a value is removed, and an ARG that takes one is left. */
export function fixesFor(file: Dockerfile, instruction: Instruction, assignment: Assignment): readonly Fix[] {
  const { name } = assignment;
  const removal = replace(assignmentRemoval(file.text, instruction, assignment), "");
  const run = soleReader(file, instruction, name);
  const fixes: Fix[] = [];
  // What the command writes down is in the image's layer, wherever it got it from.
  if (run && mountsEnvironment(file) && !(file.ships(run) && storingCalls(run).length > 0)) {
    const mount: Change = insert(run.keywordSpan.end, ` --mount=type=secret,id=${name},env=${name}`);
    fixes.push({
      title: `Mount ${name} as a secret in the RUN that reads it`,
      safety: "review",
      changes: [removal, mount],
    });
  }
  if (assignment.value !== undefined && !(instruction.keyword === "ARG" && run)) {
    fixes.push({ title: `Remove ${instruction.keyword} ${name}`, safety: "review", changes: [removal] });
  }
  return fixes;
}

/** The only instruction of the file that mentions the variable, if it is a RUN of the same stage on a Linux image. */
function soleReader(file: Dockerfile, declaring: Instruction, name: string): Instruction | undefined {
  const stage = file.stageOf(declaring);
  if (!stage || stage.windows) return;
  const readers = mentionsOf(file, name).filter((other) => other !== declaring);
  const [run] = readers;
  if (readers.length !== 1 || run?.keyword !== "RUN" || run.onbuild !== declaring.onbuild) return;
  return file.stageOf(run) === stage && run.span.start > declaring.span.start ? run : undefined;
}

/** `env=` of a mounted secret came with version 1.10 of the Dockerfile's syntax. */
function mountsEnvironment({ directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === "syntax")?.value;
  if (syntax === undefined) return true;
  const [, minor] = /^(?:docker\.io\/)?docker\/dockerfile:1(?:\.(\d+)[\w.]*)?(?:-labs)?(?:@.*)?$/.exec(syntax) ?? [
    "",
    "0",
  ];
  return minor === undefined || Number(minor) >= 10;
}
