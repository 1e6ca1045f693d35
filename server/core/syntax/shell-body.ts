import type { Heredoc, Instruction } from "../model/dockerfile.ts";
import type { Span } from "../text.ts";
import type { ShellScript } from "./shell.ts";
import { parseRunBody, parseShell } from "./shell-parse.ts";

interface Body extends Pick<Instruction, "keyword" | "heredocs"> {
  readonly commands: Span | undefined;
  readonly joinedBody: string;
}

/** The script that an instruction in shell form hands to the shell; undefined where another interpreter reads it. */
export function parseBody(
  body: Body,
  { text, escapeChar }: { text: string; escapeChar: string },
): ShellScript | undefined {
  const heredoc = soleHeredoc(body);
  if (heredoc) {
    const content = text.slice(heredoc.content.start, heredoc.content.end);
    return isShellText(content) ? parseShell(content, heredoc.content.start) : undefined;
  }
  const { commands } = body;
  return commands && parseRunBody(text.slice(commands.start, commands.end), commands.start, escapeChar);
}

/** `RUN <<EOF` with nothing else on its line: what follows is the script itself. */
function soleHeredoc({ keyword, heredocs, joinedBody }: Body): Heredoc | undefined {
  if (keyword !== "RUN" || heredocs.length !== 1) return undefined;
  return /^\d*<<-?[^<\s]+$/.test(joinedBody) ? heredocs[0] : undefined;
}

/** False where a `#!` line names an interpreter that is no POSIX shell. */
export function isShellText(content: string): boolean {
  if (!content.startsWith("#!")) return true;
  const interpreter = /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(\S+)/.exec(content)?.[1] ?? "";
  return isShellName(interpreter);
}

/** `/bin/bash`, `sh`, `ash`: a shell whose language we read. */
export function isShellName(path: string): boolean {
  return /^(?:.*\/)?(?:sh|bash|ash|dash|ksh|zsh|busybox)$/.test(path);
}
