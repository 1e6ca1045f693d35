import type { InstructionNode } from "../syntax/dockerfile-instruction.ts";
import type { Span } from "../text.ts";

interface Fault {
  readonly span: Span;
  readonly message: string;
}

const keywords = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(
    " ",
  ),
);

/**
 * What `docker build` would refuse, whatever the files and images around the Dockerfile are, and scripts that are not
 * looked at.
 */
export function faultsOf(instructions: readonly InstructionNode[]): Fault[] {
  if (instructions.some(isTemplate)) return [];
  const faults: Fault[] = [];
  let staged = false;
  for (const instruction of instructions) {
    const { keyword, keywordSpan, onbuild } = instruction;
    const message = !keywords.has(keyword)
      ? `There is no instruction ${shown(keyword)}.`
      : !staged && keyword !== "FROM" && keyword !== "ARG"
        ? `${keyword} stands before the first FROM.`
        : (onbuildFault(instruction) ?? argumentFault(instruction) ?? scriptFault(instruction));
    if (message !== undefined) faults.push({ span: keywordSpan, message });
    if (keyword === "FROM" && !onbuild) staged = true;
  }
  return faults;
}

/** Nothing to build: only where there is an instruction at all, so that an empty file is left alone. */
export function missingFrom(instructions: readonly InstructionNode[]): Fault[] {
  const first = instructions[0];
  if (first === undefined || instructions.some(({ keyword }) => keyword !== "ARG")) return [];
  return [{ span: first.keywordSpan, message: "The file has no FROM, so there is nothing to build." }];
}

/** A Dockerfile that a program has yet to make from this text; what is wrong with that one cannot be told. */
const isTemplate = ({ keyword }: InstructionNode): boolean => /^(?:\{\{|\{%|<%|@)/.test(keyword);

function onbuildFault({ keyword, onbuild }: InstructionNode): string | undefined {
  const forbidden = keyword === "ONBUILD" || keyword === "FROM" || keyword === "MAINTAINER";
  return onbuild && forbidden ? `ONBUILD cannot put off ${keyword}.` : undefined;
}

const needsArgument = new Set(
  "ARG COPY ADD ENV EXPOSE LABEL MAINTAINER ONBUILD SHELL STOPSIGNAL USER WORKDIR".split(" "),
);

function argumentFault(instruction: InstructionNode): string | undefined {
  const { keyword } = instruction;
  const empty = instruction.body.start === instruction.body.end;
  if (keyword === "FROM") return fromFault(instruction);
  if (empty) return needsArgument.has(keyword) ? `${keyword} needs an argument.` : undefined;
  if (keyword === "COPY" || keyword === "ADD") {
    return instruction.words.length < 2 ? `${keyword} needs a source and a destination.` : undefined;
  }
  if (keyword === "SHELL") {
    return instruction.form === "exec" ? undefined : "SHELL needs a JSON array of strings.";
  }
  return keyword === "ENV" || keyword === "LABEL" ? pairFault(instruction) : undefined;
}

function fromFault({ words }: InstructionNode): string | undefined {
  if (words.length === 1 || (words.length === 3 && words[1]?.value.toUpperCase() === "AS")) return undefined;
  return words.length === 0 ? "FROM needs an image." : "FROM takes an image, and AS with a name.";
}

/** Shorter scripts are never refused: they need not be read for this. */
const surelyRead = 4000;

function scriptFault(instruction: InstructionNode): string | undefined {
  const { start, end } = instruction.span;
  const isRefused = end - start > surelyRead && instruction.shell()?.refused;
  return isRefused ? `This ${instruction.keyword} is too large to be read: what it does is not checked.` : undefined;
}

function pairFault({ keyword, assignments }: InstructionNode): string | undefined {
  const bare = assignments.find(({ value }) => value === undefined);
  return bare && `${keyword} gives ${shown(bare.name)} no value.`;
}

/** Broken files can hold very long words. */
function shown(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word;
}
