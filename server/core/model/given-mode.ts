import type { ShellWord } from "../syntax/shell.ts";
import type { Span } from "../text.ts";
import type { Dockerfile, Instruction } from "./dockerfile.ts";
import { lastRemovals } from "./removals.ts";
import { type Call, callsOf, unquoted, valueSpan } from "./shell-calls.ts";

/** A mode that somebody gives to files. */
export interface GivenMode {
  readonly mode: string;
  readonly span: Span;
  /** Where the mode is written out, so that another can stand in its place. */
  readonly literal: boolean;
  /** `chmod 777` */
  readonly how: string;
  /** As written, without quotes. */
  readonly path: string | undefined;
  /** What gives the mode, where it is a command, and the paths that it names. */
  readonly call: Call | undefined;
  readonly paths: readonly ShellWord[];
}

/** Every mode that an instruction gives to files which it does not take away again. */
export function givenModes(file: Dockerfile, instruction: Instruction): readonly GivenMode[] {
  if (instruction.keyword === "COPY" || instruction.keyword === "ADD") return copied(file, instruction);
  if (instruction.keyword !== "RUN") return [];
  const calls = callsOf(instruction);
  const found = calls.flatMap((call, index) =>
    (call.name === "chmod" ? changed(call) : created(call)).map((opening) => ({ opening, index })),
  );
  if (found.length === 0) return [];
  const removals = lastRemovals(calls);
  return found
    .filter(({ opening, index }) => opening.path === undefined || removals(opening.path) < index)
    .map(({ opening }) => opening);
}

function copied(file: Dockerfile, copy: Instruction): readonly GivenMode[] {
  const { value, valueSpan: span } = copy.flag("chmod") ?? {};
  if (!value || !span) return [];
  const mode = value.includes("$") ? file.stageOf(copy)?.substitute(value, copy) : value;
  if (mode === undefined) return [];
  const how = `--chmod=${mode}`;
  return [{ mode, span, literal: mode === value, how, path: undefined, call: undefined, paths: [] }];
}

function changed(call: Call): readonly GivenMode[] {
  const [mode, ...paths] = call.words
    .slice(1)
    .filter(({ value }) => value === undefined || !/^-(?:[Rvfc]+|-.*)$/.test(value));
  if (mode?.value === undefined || paths.length === 0) return [];
  if (paths.every(({ value }) => /^\/(?:dev|proc|sys)\//.test(value ?? ""))) return [];
  const literal = valueSpan(mode);
  const how = `chmod ${mode.value}`;
  const path = paths[0] && unquoted(paths[0]);
  return [{ mode: mode.value, span: literal ?? mode.span, literal: literal !== undefined, how, path, call, paths }];
}

/** `install -m 777`, `mkdir -pm 777`, `mkdir --mode=777`. */
function created(call: Call): readonly GivenMode[] {
  const { name, words } = call;
  if (name !== "install" && name !== "mkdir") return [];
  return words.flatMap((word, index) => {
    const [, option = "", joined = ""] = /^(-[a-zA-Z]*m|--mode=?)(.*)$/s.exec(word.value ?? "") ?? [];
    const next = joined ? word : words[index + 1];
    const span = next && valueSpan(next);
    if (option === "" || next?.value === undefined || !span) return [];
    const start = joined ? span.start + option.length : span.start;
    const mode = joined || next.value;
    const last = words[words.length - 1];
    const path = last && unquoted(last);
    const paths = last ? [last] : [];
    return [{ mode, span: { start, end: span.end }, literal: true, how: `${name} -m ${mode}`, path, call, paths }];
  });
}
