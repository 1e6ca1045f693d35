import type { Dockerfile, Instruction } from "./dockerfile.ts";

type Mentions = ReadonlyMap<string, readonly Instruction[]>;

/** The instructions that mention a variable which the file declares, in order. More than a few are not told. */
export function mentionsOf(file: Dockerfile, name: string): readonly Instruction[] {
  let mentions = known.get(file);
  if (!mentions) {
    mentions = readMentions(file);
    known.set(file, mentions);
  }
  return mentions.get(name) ?? [];
}

const known = new WeakMap<Dockerfile, Mentions>();

/** Whoever asks wants to know whether a variable has one reader beside its declaration. */
const most = 3;

function readMentions({ text, instructions }: Dockerfile): Mentions {
  const mentions = new Map<string, Instruction[]>();
  for (const { assignments } of instructions) for (const { name } of assignments) mentions.set(name, []);
  for (const instruction of instructions) {
    const written = text.slice(instruction.span.start, instruction.span.end);
    for (const [word] of written.matchAll(/(?<![\w-])\w+/g)) {
      const found = mentions.get(word);
      if (found && found.length < most && found.at(-1) !== instruction) found.push(instruction);
    }
  }
  return mentions;
}
