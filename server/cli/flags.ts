import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearest } from "./nearest.ts";
import { UserError } from "./user-error.ts";

export interface Flag {
  readonly doc: string;
  /** What its value is, in capitals; a flag without one is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly short?: string;
}

export type FlagTable = Readonly<Record<string, Flag>>;

/** A command's arguments, read and checked. */
export interface Arguments {
  readonly positionals: readonly string[];
  has(flag: string): boolean;
  value(flag: string): string | undefined;
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
  for (const [name, flag] of Object.entries(table)) {
    const given = values[name];
    if (!Array.isArray(given)) continue;
    if (given.length > 1) throw new UserError(`--${name} is given more than once.`);
    for (const one of given.map(String)) {
      if (one === "") throw new UserError(`--${name} needs a value: ${flag.value}.`);
      if (flag.choices && !flag.choices.includes(one)) {
        const meant = nearest(one, flag.choices);
        const hint = meant ? ` Did you mean ${meant}?` : "";
        throw new UserError(`--${name} must be one of ${flag.choices.join(", ")}, not "${one}".${hint}`);
      }
    }
  }
  const value = (name: string) => {
    const given = values[name];
    return Array.isArray(given) ? given.map(String)[0] : undefined;
  };
  return { positionals, has: (name) => values[name] === true || value(name) !== undefined, value };
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
    return `There is no option ${option}.${meant ? ` Did you mean --${meant}?` : ""} See \`seaworthy --help\`.`;
  }
  // For an option with a short form, node names both: '-f, --format <value>'.
  const long = /--([\w-]+)/.exec(message)?.[1] ?? name;
  const flag = table[long];
  if (flag?.value !== undefined) return `--${long} needs a value: ${flag.choices?.join("|") ?? flag.value}.`;
  if (flag) return `--${long} takes no value.`;
  return message;
}
