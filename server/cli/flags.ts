import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "../core/nearest.ts";
import { UserError } from "./user-error.ts";

export interface Flag {
  readonly doc: string;
  /** What its value is, in capitals; a flag without one is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly short?: string;
  /** May be given several times, each with a value. */
  readonly repeated?: true;
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** A command's arguments, read and checked. Made of plain data, which can be handed to a worker. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly given: ReadonlyMap<string, readonly string[]>;

  constructor({ positionals, given }: Pick<Arguments, "positionals" | "given">) {
    this.positionals = positionals;
    this.given = given;
  }

  has(flag: string): boolean {
    return this.given.has(flag);
  }

  value(flag: string): string | undefined {
    return this.given.get(flag)?.[0];
  }

  /** Those of a flag that may be repeated; undefined where it is not given. */
  values(flag: string): readonly string[] | undefined {
    return this.given.get(flag);
  }
}

export function readArguments(args: readonly string[], table: FlagTable): Arguments {
  const options: NonNullable<ParseArgsConfig["options"]> = {};
  for (const [name, flag] of Object.entries(table)) {
    options[name] = {
      type: flag.value === undefined ? "boolean" : "string",
      // Without this the last of several would silently win.
      multiple: flag.value !== undefined,
      ...(flag.short ? { short: flag.short } : {}),
    };
  }
  const { values, positionals } = parse(args, options, table);
  const given = new Map<string, readonly string[]>();
  for (const [name, flag] of Object.entries(table)) {
    const read = values[name];
    if (read === true) given.set(name, []);
    if (!Array.isArray(read)) continue;
    if (read.length > 1 && !flag.repeated) throw new UserError(`--${name} is given more than once.`);
    const texts = read.map(String);
    for (const value of texts) checkValue(name, value, flag);
    given.set(name, texts);
  }
  return new Arguments({ positionals, given });
}

function checkValue(name: string, value: string, flag: Flag): void {
  if (value === "") throw new UserError(`--${name} needs a value: ${flag.value}.`);
  if (!flag.choices || flag.choices.includes(value)) return;
  const meant = nearest(value, flag.choices);
  const hint = meant ? ` Did you mean ${meant}?` : "";
  throw new UserError(`--${name} must be one of ${flag.choices.join(", ")}, not "${value}".${hint}`);
}

function parse(args: readonly string[], options: NonNullable<ParseArgsConfig["options"]>, table: FlagTable) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UserError(explain(error, table));
  }
}

function explain(error: unknown, table: FlagTable): string {
  const message = error instanceof Error ? error.message : String(error);
  const option = /'(-{1,2}[^'\s=]*)/.exec(message)?.[1] ?? "";
  const name = option.replace(/^-+/, "");
  if (message.startsWith("Unknown option")) {
    const meant = nearest(name, Object.keys(table));
    return `There is no option ${option}.${meant ? ` Did you mean --${meant}?` : ""} See \`--help\`.`;
  }
  // For an option with a short form, node names both: '-f, --format <value>'.
  const long = /--([\w-]+)/.exec(message)?.[1] ?? name;
  const flag = table[long];
  if (flag?.value !== undefined) return `--${long} needs a value: ${flag.choices?.join("|") ?? flag.value}.`;
  if (flag) return `--${long} takes no value.`;
  return message;
}
