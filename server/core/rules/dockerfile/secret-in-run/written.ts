import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { judgeSecret } from "../../../model/secret.ts";
import { secretInLine, sure } from "../../../model/secret-in-text.ts";
import type { Finding } from "../../../rule.ts";
import { firstLine, type Span } from "../../../text.ts";

/** Secrets in labels and in the lines of heredocs, beside those that were `found` in commands. */
export function* writtenSecrets(
  file: Dockerfile,
  instruction: Instruction,
  found: readonly Finding[],
  where: string,
): Iterable<Finding> {
  if (instruction.keyword === "LABEL") yield* labels(file, instruction, where);
  for (const { content } of instruction.heredocs) {
    const known = found.map(({ span }) => span.start);
    for (const line of linesOf(file.text, content)) {
      const written = file.text.slice(line.start, line.end);
      const secret = secretInLine(written.trim());
      if (!secret || known.some((start) => start >= line.start && start < line.end)) continue;
      const start = line.start + written.length - written.trimStart().length;
      yield {
        span: { start, end: line.start + written.trimEnd().length },
        message: `${shown(secret.name)} is given ${secret.verdict.what}: it is in ${where}.`,
      };
    }
  }
}

function* labels({ text }: Dockerfile, { assignments }: Instruction, where: string): Iterable<Finding> {
  for (const { name, value, valueSpan } of assignments) {
    const verdict = value === undefined ? undefined : judgeSecret(name, value);
    if (!sure(verdict) || !valueSpan) continue;
    const span = firstLine(text, valueSpan);
    yield {
      span,
      message: `The label ${shown(name)} is given ${verdict.what}: it is in ${where}.`,
      ...(span.end < valueSpan.end && { hides: valueSpan }),
    };
  }
}

const shown = (name: string): string => (name.length < 30 ? name : `${name.slice(0, 29)}…`);

const mostLines = 1000;

function* linesOf(text: string, { start, end }: Span): Iterable<Span> {
  let at = start;
  for (let count = 0; at < end && count < mostLines; count++) {
    const next = text.indexOf("\n", at);
    const stop = next < 0 || next > end ? end : next;
    yield { start: at, end: stop };
    at = stop + 1;
  }
}
