import { isMainThread } from "node:worker_threads";
import { version } from "../../package.json";
import { nearest } from "../core/nearest.ts";
import { commands } from "./commands.ts";
import { readArguments } from "./flags.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { processTerminal, type Terminal, visible } from "./terminal.ts";
import { UserError } from "./user-error.ts";

// A worker loads the same bundle, and has its own work.
if (isMainThread) main(processTerminal());

function main(terminal: Terminal): void {
  run(process.argv.slice(2), terminal).then(
    // Not `process.exit`: what is still in the pipes has to arrive.
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.exitCode = 2;
      if (error instanceof UserError) terminal.err(`seaworthy: ${visible(error.message)}\n`);
      else terminal.err(`seaworthy: This is a defect of Seaworthy.\n${error instanceof Error ? error.stack : error}\n`);
    },
  );
}

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v" || name === "-V") return say(terminal, `${version}\n`);
  if (name === "--help" || name === "-h" || name === "help") return help(rest[0], terminal);
  if (name === undefined) {
    terminal.err(generalHelp(commands));
    return 2;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UserError(unknown(name));
  if (rest.includes("--help") || rest.includes("-h")) return say(terminal, commandHelp(command));
  return command.run(readArguments(rest, command.flags), terminal);
}

function help(about: string | undefined, terminal: Terminal): number {
  if (about === undefined) return say(terminal, generalHelp(commands));
  const command = commands.find(({ name }) => name === about);
  if (!command) throw new UserError(unknown(about));
  return say(terminal, commandHelp(command));
}

function say(terminal: Terminal, text: string): number {
  terminal.out(text);
  return 0;
}

function unknown(name: string): string {
  const names = commands.map((command) => command.name);
  const meant = nearest(name, names);
  if (meant) return `There is no command "${name}". Did you mean \`seaworthy ${meant}\`?`;
  return `There is no command "${name}"; known are ${names.join(", ")}. \`seaworthy check ${name}\` checks a file.`;
}
