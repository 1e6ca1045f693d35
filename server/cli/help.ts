import type { Command } from "./command.ts";
import type { FlagTable } from "./flags.ts";

export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const);
  return `Seaworthy hardens Dockerfiles, Kubernetes manifests and Compose files.

Usage: seaworthy COMMAND [OPTION…] [PATH…]

${table(rows)}
  PATH is a file or a directory (default: the current one). Directories are walked with .gitignore respected.
  \`seaworthy COMMAND --help\` shows a command's options; --version shows the version.

Exit codes: 0 nothing found at or above --fail-on, 1 something found, 2 the run itself failed.
`;
}

export function commandHelp({ name, operands, summary, flags }: Command): string {
  const usage = ["seaworthy", name, Object.keys(flags).length > 0 ? "[OPTION…]" : "", operands].filter(Boolean);
  return `${summary}.\n\nUsage: ${usage.join(" ")}\n\n${table(flagRows(flags))}`;
}

function flagRows(flags: FlagTable): readonly (readonly [string, string])[] {
  const rows = Object.entries(flags).map(([name, { short, value, choices, doc }]) => {
    const left = `${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`;
    return [left, choices ? `${doc}: ${choices.join(", ")}` : doc] as const;
  });
  return [...rows, ["-h, --help", "Show this help"]];
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}
