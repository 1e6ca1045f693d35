import { type InstructionContext, InstructionNode } from "../syntax/dockerfile-instruction.ts";
import { splitDockerfile } from "../syntax/dockerfile-lines.ts";
import type { Dockerfile, Instruction } from "./dockerfile.ts";
import type { Accounts } from "./dockerfile-accounts.ts";
import { faultsOf, missingFrom } from "./dockerfile-errors.ts";
import { Scope } from "./dockerfile-scope.ts";
import { type StageContext, StageModel } from "./dockerfile-stage.ts";
import { lazy } from "./lazy.ts";

/** Reads a Dockerfile. Total: broken text gives what can be read. */
export function readDockerfile(text: string): Dockerfile {
  const { escapeChar, directives, comments, instructions: lines, errors } = splitDockerfile(text);
  const stageOf = (instruction: Instruction) =>
    instruction instanceof InstructionNode ? stages[stageIndexes[instruction.index] ?? -1] : undefined;
  const context: InstructionContext = {
    text,
    escapeChar,
    readsShell: (instruction) => stageOf(instruction)?.readsShell(instruction) ?? true,
  };
  const instructions = lines.map((line, index) => new InstructionNode(line, index, context));
  const { globals, groups, stageIndexes } = splitStages(instructions);
  const stages = readStages(groups, new Scope(globals, escapeChar), escapeChar);
  const allErrors = lazy(() =>
    [...errors, ...faultsOf(instructions), ...missingFrom(instructions)].sort((a, b) => a.span.start - b.span.start),
  );

  const shipped = lazy((): ReadonlySet<Instruction> => new Set(stages.at(-1)?.chain));

  return {
    text,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
    escape: escapeChar,
    directives,
    globals,
    stages,
    final: stages[stages.length - 1],
    comments,
    instructions,
    get errors() {
      return allErrors();
    },
    stageOf,
    ships: (instruction) => shipped().has(instruction),
  };
}

type StageInstructions = readonly [InstructionNode, ...InstructionNode[]];

function splitStages(instructions: readonly InstructionNode[]) {
  const globals: InstructionNode[] = [];
  const groups: [InstructionNode, ...InstructionNode[]][] = [];
  const stageIndexes: number[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM" && !instruction.onbuild) groups.push([instruction]);
    else (groups[groups.length - 1] ?? globals).push(instruction);
    stageIndexes.push(groups.length - 1);
  }
  return { globals, groups, stageIndexes };
}

/** A longer chain of stages that stand on one another is nobody's; it would only cost time. */
const longestChain = 64;

function readStages(groups: readonly StageInstructions[], globals: Scope, escapeChar: string): readonly StageModel[] {
  const stages: StageModel[] = [];
  const depths: number[] = [];
  const byName = new Map<string, StageModel>();
  const context: StageContext = { escapeChar, globals, accountsOfStage };
  let counted = 0;

  function accountsOfStage(name: string, before: number): Accounts | undefined {
    const stage = /^\d+$/.test(name) ? stages[Number(name)] : byName.get(name.toLowerCase());
    if (!stage || stage.index >= before) return undefined;
    // In order, so that stages which copy from one another a thousand times over need no deep recursion.
    while (counted <= stage.index) stages[counted++]?.allAccounts();
    return stage.allAccounts();
  }

  for (const instructions of groups) {
    const index = stages.length;
    const image = instructions[0].words[0];
    // `FROM build-$TARGETARCH` chooses between stages that are variants of one another: the commonest speaks for all.
    const name = image && globals.expandOnAmd64(image.raw);
    const named = name === undefined ? undefined : byName.get(name.toLowerCase());
    const depth = named ? (depths[named.index] ?? 0) + 1 : 0;
    const parent = depth < longestChain ? named : undefined;
    const stage = new StageModel(
      index,
      instructions,
      parent,
      index === groups.length - 1,
      context,
      named !== undefined,
    );
    stages.push(stage);
    depths.push(depth);
    if (stage.name) byName.set(stage.name.toLowerCase(), stage);
  }
  return stages;
}
