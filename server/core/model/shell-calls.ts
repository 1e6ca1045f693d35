import type { ShellCommand, ShellPipeline, ShellScript, ShellWord } from "../syntax/shell.ts";
import { nestedScript } from "../syntax/shell-nested.ts";
import type { Span } from "../text.ts";
import type { Instruction } from "./dockerfile.ts";

/** A program that an instruction starts, seen through what wraps it: `sudo -E env A=b curl …` calls sudo, env and curl. */
export interface Call {
  /** Without its directory: `/usr/bin/curl` is `curl`. */
  readonly name: string;
  /** The program's word, then its arguments. */
  readonly words: readonly ShellWord[];
  readonly span: Span;
  readonly pipeline: ShellPipeline | undefined;
  /** The command as the shell reads it, shared by a program and its wrappers; undefined in exec form. */
  readonly command: ShellCommand | undefined;
}

/** Every call of a RUN, CMD, ENTRYPOINT or HEALTHCHECK CMD in order, also those in `sh -c '…'` and `find -exec …`. */
export function callsOf(instruction: Instruction): readonly Call[] {
  // A script that a keystroke elsewhere has not moved is the same object as before.
  const source = (instruction.form === "shell" && instruction.shell()) || instruction;
  let calls = known.get(source);
  if (!calls) {
    calls = readCalls(instruction);
    known.set(source, calls);
  }
  return calls;
}

/** Several rules ask for the calls of the same instruction. */
const known = new WeakMap<Instruction | ShellScript, readonly Call[]>();

function readCalls(instruction: Instruction): readonly Call[] {
  if (instruction.form !== "exec") {
    const script = instruction.shell();
    return script ? callsIn(script) : [];
  }
  const calls: Call[] = [];
  const runs = instruction.keyword === "RUN" || instruction.keyword === "CMD" || instruction.keyword === "ENTRYPOINT";
  if (runs || instruction.keyword === "HEALTHCHECK") collect(instruction.words, instruction, undefined, calls, 0);
  return calls;
}

/** Every call of a script, in order. */
export function callsIn({ commands }: ShellScript): readonly Call[] {
  const calls: Call[] = [];
  for (const command of commands) collect(command.words, command, command, calls, 0);
  return calls;
}

/** Where a word's value stands, without the quotes around it; undefined where it is written in any other way. */
export function valueSpan({ text, value, span }: ShellWord): Span | undefined {
  if (value === text) return span;
  if (text !== `"${value}"` && text !== `'${value}'`) return;
  return { start: span.start + 1, end: span.end - 1 };
}

export const unquoted = ({ text }: ShellWord): string => text.replace(/^(["'])(.*)\1$/s, "$2");

/** False where the word stands in the file in another form than a shell reads it: in a string, or over several lines. */
export const isWritten = ({ text }: { readonly text: string }, word: ShellWord): boolean =>
  text.slice(word.span.start, word.span.end) === word.text;

/** The calls of `sh -c` within `sh -c` are read this deep. */
const deepest = 4;

/** So many programs may start one another in one command. */
const mostWrappers = 8;

function collect(
  words: readonly ShellWord[],
  { span }: { readonly span: Span },
  command: ShellCommand | undefined,
  calls: Call[],
  depth: number,
): void {
  let at = 0;
  for (let count = 0; count < mostWrappers && at < words.length; count++) {
    const name = words[at]?.value?.replace(/^.*\//, "");
    if (name === undefined || name === "") return;
    const rest = words.slice(at);
    calls.push({ name, words: rest, span, pipeline: command?.pipeline, command });
    const nested = depth < deepest ? nestedScript({ words: rest }) : undefined;
    for (const inner of nested?.commands ?? []) collect(inner.words, inner, inner, calls, depth + 1);
    const next = wrappedAt(name, words, at + 1);
    if (next <= at) return;
    at = next;
  }
}

/** Where the program stands that `name` starts; -1 where it starts none. */
function wrappedAt(name: string, words: readonly ShellWord[], from: number): number {
  if (name === "find") {
    const exec = words.findIndex(({ value }, index) => index >= from && /^-(?:exec|ok)(?:dir)?$/.test(value ?? ""));
    return exec < 0 ? -1 : exec + 1;
  }
  const wrapper = wrappers.get(name);
  if (!wrapper) return -1;
  let at = from;
  for (; at < words.length; at++) {
    const value = words[at]?.value ?? "";
    if (value === "--") {
      at++;
      break;
    }
    if (wrapper.stops?.test(value)) return -1;
    if (/^-./.test(value)) {
      if (wrapper.valued.test(value)) at++;
    } else if (!wrapper.assignments || !/^[A-Za-z_]\w*=/.test(value)) break;
  }
  return at + wrapper.operands;
}

interface Wrapper {
  /** Options whose value is the next word. */
  readonly valued: RegExp;
  /** Words before the program: the user of `gosu app`, the duration of `timeout 5s`. */
  readonly operands: number;
  /** `env A=b program`. */
  readonly assignments?: boolean;
  /** With this option it starts nothing: `command -v`. */
  readonly stops?: RegExp;
}

const never = /^$/;
const plain: Wrapper = { valued: never, operands: 0 };

const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  [
    "sudo",
    {
      valued:
        /^(?:-[A-Za-z]*[ugUhpCTrtDR]|--(?:user|group|other-user|host|prompt|close-from|command-timeout|role|type|chdir|chroot))$/,
      operands: 0,
      assignments: true,
    },
  ],
  ["doas", { valued: /^-[uC]$/, operands: 0 }],
  ["env", { valued: /^(?:-[uC]|--unset|--chdir)$/, operands: 0, assignments: true }],
  ["command", { valued: never, operands: 0, stops: /^-[vV]$/ }],
  ["exec", { valued: /^-a$/, operands: 0 }],
  ["time", { valued: /^-[fo]$/, operands: 0 }],
  ["nice", { valued: /^-n$/, operands: 0 }],
  ["ionice", { valued: /^-[cn]$/, operands: 0 }],
  ["stdbuf", { valued: /^-[ioe]$/, operands: 0 }],
  ["timeout", { valued: /^-[sk]$/, operands: 1 }],
  ["chroot", { valued: never, operands: 1 }],
  ["gosu", { valued: never, operands: 1 }],
  ["su-exec", { valued: never, operands: 1 }],
  ["xargs", { valued: /^-[aEdIiLlnPs]$|^--(?:arg-file|delimiter|max-args|max-procs|max-lines|replace)$/, operands: 0 }],
  ["busybox", plain],
  ["builtin", plain],
  ["nohup", plain],
  ["eatmydata", plain],
]);
