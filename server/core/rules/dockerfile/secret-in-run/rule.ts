import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import { firstLine } from "../../../text.ts";
import { handedOver } from "./handed-over.ts";
import { secretsIn } from "./secrets.ts";
import { writtenSecrets } from "./written.ts";

export default dockerfileRule({
  id: "secret-in-run",
  title: "A secret stands in a command, a label or a file that is written here",
  why: "The command is in the image's history, word for word, and what it writes is in a layer: whoever can pull the image, or read the repository, has the secret.",
  mayBreak:
    "Nothing is changed for you: give the step the secret with `--mount=type=secret`, and replace the one that was published.",
  severity: "error",
  references: ["CIS Docker 4.10", "CWE-798", "CWE-532"],
  aliases: {},
  options: {},

  *check(file) {
    for (const instruction of file.instructions) {
      if (!read.has(instruction.keyword)) continue;
      const where =
        file.ships(instruction) || instruction.onbuild ? "the image's history" : "this file and the build's cache";
      const commands = [...literal(file, instruction, where)];
      yield* commands;
      yield* writtenSecrets(file, instruction, commands, where);
      if (instruction.keyword === "RUN") yield* handedOver(file, instruction);
    }
  },
});

const read: ReadonlySet<string> = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "LABEL", "COPY", "ADD"]);

function* literal(file: Dockerfile, instruction: Instruction, where: string): Iterable<Finding> {
  const reported = new Set<number>();
  for (const call of callsOf(instruction)) {
    for (const { span, what, name, isWeak } of secretsIn(call)) {
      if (reported.has(span.start)) continue;
      reported.add(span.start);
      const line = firstLine(file.text, span);
      yield {
        span: line,
        message: `${name.length < 30 ? name : "This command"} is given ${what}: it is in ${where}.`,
        ...(isWeak && { severity: "info" as const }),
        ...(line.end < span.end && { hides: span }),
      };
    }
  }
}
