import assert from "node:assert/strict";
import type { Dockerfile, Instruction } from "../server/core/model/dockerfile.ts";
import { readDockerfile } from "../server/core/model/dockerfile-model.ts";
import { nestedScript } from "../server/core/syntax/shell-nested.ts";
import type { Span } from "../server/core/text.ts";

/** Asks for everything that a rule may ask, and holds each place against the text. */
export function checkDockerfile(text: string): { readonly file: Dockerfile; readonly commands: number } {
  const file = readDockerfile(text);
  let commands = 0;
  let end = 0;
  for (const instruction of file.instructions) {
    assert.ok(instruction.span.start >= end, "instructions ascend and do not overlap");
    end = instruction.span.end;
    commands += checkInstruction(text, instruction);
  }
  for (const comment of file.comments) checkPart(text, comment);
  for (const error of file.errors) checkSpan(text, error.span, error.message);
  for (const stage of file.stages) {
    checkSpan(text, stage.span, stage.place);
    for (const instruction of stage.chain) stage.userAt(instruction);
    assert.ok([stage.user().value, stage.accounts(), stage.workdir(), stage.env(), stage.cmd() ?? 0].length === 5);
  }
  return { file, commands };
}

function checkSpan(text: string, span: Span, part: string): void {
  assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, part);
}

function checkPart(text: string, part: { readonly text: string; readonly span: Span }): void {
  checkSpan(text, part.span, part.text);
  assert.equal(text.slice(part.span.start, part.span.end), part.text);
}

/** Asks an instruction for everything; the number of its shell commands. */
function checkInstruction(text: string, instruction: Instruction): number {
  checkSpan(text, instruction.span, instruction.keyword);
  const { start, end } = instruction.keywordSpan;
  assert.equal(
    text
      .slice(start, end)
      .replace(/[\\`][ \t]*\r*\n(?:\s*(?:#.*)?\r*\n)*/g, "")
      .toUpperCase(),
    instruction.keyword,
  );
  for (const part of [instruction.body, ...instruction.heredocs.map(({ content }) => content)]) {
    checkSpan(text, part, instruction.keyword);
    assert.ok(instruction.span.start <= part.start && part.end <= instruction.span.end);
  }
  for (const word of instruction.words) checkPart(text, word);
  for (const flag of instruction.flags) checkSpan(text, flag.span, flag.name);
  for (const assignment of instruction.assignments) checkSpan(text, assignment.span, assignment.name);
  const script = instruction.shell();
  for (const command of script?.commands ?? []) {
    checkSpan(text, command.span, String(command.name));
    for (const word of command.words) checkPart(text, word);
    for (const nested of nestedScript(command)?.commands ?? []) checkSpan(text, nested.span, String(nested.name));
  }
  return script?.commands.length ?? 0;
}
