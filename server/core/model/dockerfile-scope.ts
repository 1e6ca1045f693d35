import type { InstructionNode, RawAssignment } from "../syntax/dockerfile-instruction.ts";
import { expand, type Lookup, type Value } from "./dockerfile-expansion.ts";

/** What the builder sets on the commonest platform. */
const platformArgs: ReadonlyMap<string, string> = new Map(
  ["TARGET", "BUILD"].flatMap((side) => [
    [`${side}PLATFORM`, "linux/amd64"],
    [`${side}OS`, "linux"],
    [`${side}ARCH`, "amd64"],
    [`${side}VARIANT`, ""],
  ]),
);

/** ARGs that the builder sets by itself; what to depends on the machine. */
const builderArgs = new Set([...platformArgs.keys(), "TARGETSTAGE"]);

interface Entry {
  readonly index: number;
  readonly value: Value;
}

type History = Map<string, Entry[]>;

/** The variables of a stage, or of the ARGs before the first FROM, with the values that they have at each instruction. */
export class Scope {
  private readonly instructions: readonly InstructionNode[];
  private readonly parent: Scope | undefined;
  private readonly globals: Scope | undefined;
  private readonly escapeChar: string;
  private readonly base: Lookup;
  private read: { readonly env: History; readonly args: History } | undefined;

  /**
   * `globals` is undefined for the scope of the ARGs before the first FROM itself; `base` knows the variables that the
   * base image brings.
   */
  constructor(
    instructions: readonly InstructionNode[],
    escapeChar: string,
    parent?: Scope,
    globals?: Scope,
    base: Lookup = () => null,
  ) {
    this.instructions = instructions;
    this.escapeChar = escapeChar;
    this.parent = parent;
    this.globals = globals;
    this.base = base;
  }

  /** The text as Docker reads it at the instruction with this index. */
  expand(written: string, index: number): string | undefined {
    return expand(written, this.escapeChar, this.lookupAt(index));
  }

  /** As `expand` at the end, but for a builder that works on and for linux/amd64. */
  expandOnAmd64(written: string): string | undefined {
    const lookup = this.lookupAt(Number.POSITIVE_INFINITY);
    return expand(written, this.escapeChar, (name) => lookup(name) ?? platformArgs.get(name) ?? null);
  }

  private lookupAt(index: number): Lookup {
    return (name) => this.value(name, index);
  }

  /** An ENV counts more than any ARG of its name. */
  value(name: string, index: number): Value {
    const entry = this.entry("env", name, index) ?? this.entry("args", name, index);
    if (entry) return entry.value;
    if (!this.globals && builderArgs.has(name)) return undefined;
    // A PATH comes with nearly every base image.
    return name === "PATH" ? undefined : this.base(name);
  }

  /** All names that are known at the end, with their values. */
  all(): ReadonlyMap<string, string | undefined> {
    const names = new Set<string>();
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      for (const name of scope.histories.args.keys()) names.add(name);
      for (const name of scope.histories.env.keys()) names.add(name);
    }
    return new Map([...names].map((name) => [name, this.value(name, Number.POSITIVE_INFINITY) ?? undefined]));
  }

  private entry(kind: "env" | "args", name: string, index: number): Entry | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const found = lastBefore(scope.histories[kind].get(name), index);
      if (found) return found;
    }
    return undefined;
  }

  private get histories(): { readonly env: History; readonly args: History } {
    if (this.read) return this.read;
    this.read = { env: new Map(), args: new Map() };
    for (const instruction of this.instructions) {
      if (instruction.onbuild || (instruction.keyword !== "ENV" && instruction.keyword !== "ARG")) continue;
      const history = instruction.keyword === "ENV" ? this.read.env : this.read.args;
      for (const assignment of instruction.assignments) {
        const entry = { index: instruction.index, value: this.assigned(instruction, assignment) };
        const entries = history.get(assignment.name);
        if (entries) entries.push(entry);
        else history.set(assignment.name, [entry]);
      }
    }
    return this.read;
  }

  private assigned({ keyword, index }: InstructionNode, { name, raw }: RawAssignment): Value {
    if (raw !== undefined) return this.expand(raw, index);
    if (keyword === "ENV" || builderArgs.has(name)) return undefined;
    // `ARG NAME` takes what was given before: in the stage, or before the first FROM.
    const earlier = this.entry("args", name, index);
    if (earlier) return earlier.value;
    return this.globals ? this.globals.value(name, Number.POSITIVE_INFINITY) : null;
  }
}

function lastBefore(entries: readonly Entry[] | undefined, index: number): Entry | undefined {
  if (!entries) return undefined;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.index ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}
