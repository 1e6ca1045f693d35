import type { ImageFacts } from "../facts/facts.ts";
import { imageFacts } from "../facts/images.ts";
import { InstructionNode, type RawWord } from "../syntax/dockerfile-instruction.ts";
import type { Span } from "../text.ts";
import { baseVariable } from "./base-environment.ts";
import type { Account, Effective, Instruction, Stage, User } from "./dockerfile.ts";
import { type Accounts, accountsOf, readAccounts } from "./dockerfile-accounts.ts";
import { Scope } from "./dockerfile-scope.ts";
import { userOfImage, userSetBy } from "./dockerfile-user.ts";
import { isWindowsImage, readsPosixShell, setsWindowsShell } from "./dockerfile-windows.ts";
import { joinWorkdir } from "./dockerfile-workdir.ts";
import type { ImageReference } from "./image-reference.ts";
import { lazy } from "./lazy.ts";
import { parseImageReference } from "./parse-image-reference.ts";

/** What a stage must know of the file that it stands in. */
export interface StageContext {
  readonly escapeChar: string;
  readonly globals: Scope;
  /** The accounts at the end of the earlier stage that `COPY --from` names. */
  accountsOfStage(name: string, before: number): Accounts | undefined;
}

/** A stage that works out what it is asked for, once. */
export class StageModel implements Stage {
  readonly index: number;
  readonly name: string | undefined;
  readonly from: InstructionNode;
  readonly fromWord: RawWord | undefined;
  readonly parent: StageModel | undefined;
  readonly instructions: readonly InstructionNode[];
  readonly ships: boolean;
  private readonly context: StageContext;
  /** Also where the chain below is too long to be read: what it names is no image even so. */
  private readonly standsOnStage: boolean;
  private readonly scope: Scope;
  private readonly users = new Map<InstructionNode, Effective<User>>();

  constructor(
    index: number,
    instructions: readonly [InstructionNode, ...InstructionNode[]],
    parent: StageModel | undefined,
    ships: boolean,
    context: StageContext,
    standsOnStage = parent !== undefined,
  ) {
    const [from] = instructions;
    const [image, as, name] = from.words;
    this.index = index;
    this.from = from;
    this.fromWord = image;
    this.name = as?.value.toUpperCase() === "AS" ? name?.value : undefined;
    this.instructions = instructions;
    this.parent = parent;
    this.ships = ships;
    this.context = context;
    this.standsOnStage = standsOnStage;
    this.scope = new Scope(
      instructions,
      context.escapeChar,
      parent?.scope,
      context.globals,
      (variable) => baseVariable(variable, this.facts) ?? null,
    );
  }

  get span(): Span {
    const last = this.instructions[this.instructions.length - 1] ?? this.from;
    return { start: this.from.span.start, end: last.span.end };
  }

  get place(): string {
    return `stage ${this.ships ? "final" : (this.name ?? this.index)}`;
  }

  get image(): ImageReference | undefined {
    return this.parent ? this.parent.image : this.imageRead();
  }

  get imageWord(): RawWord | undefined {
    return this.parent ? this.parent.imageWord : this.fromWord;
  }

  get facts(): ImageFacts | undefined {
    return this.parent ? this.parent.facts : this.factsRead();
  }

  get chain(): readonly InstructionNode[] {
    return this.chainRead();
  }

  get windows(): boolean {
    return this.windowsRead();
  }

  user(): Effective<User> {
    return this.userBefore(Number.POSITIVE_INFINITY);
  }

  userAt(instruction: Instruction): Effective<User> {
    return this.userBefore(indexOf(instruction));
  }

  accounts(): readonly Account[] {
    return [...this.allAccounts().users.values()];
  }

  /** With the groups. */
  allAccounts(): Accounts {
    return this.accountsRead();
  }

  workdir(): Effective<string | undefined> {
    return this.workdirRead();
  }

  env(): ReadonlyMap<string, string | undefined> {
    return this.envRead();
  }

  entrypoint(): InstructionNode | undefined {
    return this.last("ENTRYPOINT");
  }

  cmd(): InstructionNode | undefined {
    const own = lastOf(this.effective("CMD"), Number.POSITIVE_INFINITY);
    // An ENTRYPOINT takes away the CMD of the image below it.
    return own ?? (this.effective("ENTRYPOINT").length > 0 ? undefined : this.parent?.cmd());
  }

  last(keyword: string): InstructionNode | undefined {
    return this.lastBefore(keyword, Number.POSITIVE_INFINITY);
  }

  all(keyword: string): readonly InstructionNode[] {
    return this.byKeyword().get(keyword.toUpperCase()) ?? [];
  }

  substitute(text: string, at: Instruction): string | undefined {
    return this.scope.expand(text, indexOf(at));
  }

  /** True where a POSIX shell reads the instruction's shell form. */
  readsShell(instruction: Instruction): boolean {
    const shell = this.lastBefore("SHELL", indexOf(instruction));
    return shell ? readsPosixShell(shell) : !this.windows;
  }

  private lastBefore(keyword: string, index: number): InstructionNode | undefined {
    for (let stage: StageModel | undefined = this; stage; stage = stage.parent) {
      const found = lastOf(stage.effective(keyword), index);
      if (found) return found;
    }
    return undefined;
  }

  /** The stage's own instructions that act on it; those behind ONBUILD act on others. */
  private effective(keyword: string): readonly InstructionNode[] {
    return this.effectiveByKeyword().get(keyword.toUpperCase()) ?? [];
  }

  private userBefore(index: number): Effective<User> {
    const instruction = this.lastBefore("USER", index);
    if (!instruction) return { value: this.imageUser(), setBy: undefined };
    let user = this.users.get(instruction);
    if (!user) {
      user = userSetBy(instruction, this.scope, this.allAccounts(), this.windows);
      this.users.set(instruction, user);
    }
    return user;
  }

  private readonly imageRead = lazy(() => {
    if (this.standsOnStage) return undefined;
    const text = this.fromWord && this.context.globals.expand(this.fromWord.raw, Number.POSITIVE_INFINITY);
    return text ? parseImageReference(text) : undefined;
  });

  private readonly factsRead = lazy(() => this.image && imageFacts(this.image));

  private readonly chainRead = lazy((): readonly InstructionNode[] =>
    this.parent ? [...this.parent.chain, ...this.instructions] : this.instructions,
  );

  private readonly windowsRead = lazy((): boolean => {
    if (this.parent) return this.parent.windows || this.effective("SHELL").some(setsWindowsShell);
    return isWindowsImage(this.image, this.factsRead(), this.from) || this.effective("SHELL").some(setsWindowsShell);
  });

  private readonly imageUser = lazy(() => userOfImage(this.facts, this.allAccounts(), this.windows));

  private readonly accountsRead = lazy((): Accounts => {
    const base = this.parent ? this.parent.allAccounts() : accountsOf(this.facts);
    return readAccounts(base, this.instructions, {
      scope: this.scope,
      accountsOfStage: (name) => this.context.accountsOfStage(name, this.index),
    });
  });

  private readonly envRead = lazy(() => this.scope.all());

  private readonly workdirRead = lazy((): Effective<string | undefined> => {
    let workdir = this.parent?.workdir() ?? {
      value: this.image?.name === "scratch" ? "/" : undefined,
      setBy: undefined,
    };
    for (const instruction of this.effective("WORKDIR")) {
      const path = this.scope.expand(instruction.joinedBody, instruction.index) || undefined;
      workdir = { value: joinWorkdir(workdir.value, path, this.windows), setBy: instruction };
    }
    return workdir;
  });

  private readonly byKeyword = lazy(() => grouped(this.instructions));

  private readonly effectiveByKeyword = lazy(() => {
    const onbuild = this.instructions.some((instruction) => instruction.onbuild);
    return onbuild ? grouped(this.instructions.filter((instruction) => !instruction.onbuild)) : this.byKeyword();
  });
}

function grouped(instructions: readonly InstructionNode[]): ReadonlyMap<string, readonly InstructionNode[]> {
  const groups = new Map<string, InstructionNode[]>();
  for (const instruction of instructions) {
    const group = groups.get(instruction.keyword);
    if (group) group.push(instruction);
    else groups.set(instruction.keyword, [instruction]);
  }
  return groups;
}

function lastOf(instructions: readonly InstructionNode[], index: number): InstructionNode | undefined {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.index ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return instructions[low - 1];
}

function indexOf(instruction: Instruction): number {
  return instruction instanceof InstructionNode ? instruction.index : Number.POSITIVE_INFINITY;
}
