import { replace } from "../../../edits/change.ts";
import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { readOpenMode } from "../../../model/file-mode.ts";
import { type Call, callsOf, valueSpan } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";
import type { Span } from "../../../text.ts";
import { isRecursive, type Kept, keepWriter, unquoted } from "./writer.ts";

export default dockerfileRule({
  id: "world-writable",
  title: "Every account may change a file of the image",
  why: "Whoever takes over any process in the container, however few rights it has, can replace what others run or read there: scripts, libraries, configuration.",
  mayBreak:
    "A process that is neither the owner nor root can no longer write there. Give it the files with `chown`, or its group write access (775). After `-R`, what only the old mode made executable has to be given `chmod +x`.",
  severity: "warning",
  references: ["CWE-732"],
  aliases: { kics: ["3be406ec-eb81-f09e-05d4-dc6a41683b4c"] },
  options: {},

  *check(file) {
    const shipped = new Set(file.final?.chain);
    const volumes = new Set((file.final?.all("VOLUME") ?? []).flatMap(({ words }) => words.map(({ text }) => text)));
    for (const instruction of file.instructions) {
      for (const opening of openings(file, instruction)) {
        // Of a builder's files few reach the image; and what a volume holds is data that is not there yet.
        const ships = shipped.has(instruction);
        const minor = (!ships && !instruction.onbuild) || volumes.has(opening.path ?? "");
        const kept = keepWriter(file, instruction, opening.call, opening.paths, ships);
        yield* finding(opening, kept, minor);
      }
    }
  },
});

/** A mode that somebody gives to files. */
interface Opening {
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

function openings(file: Dockerfile, instruction: Instruction): readonly Opening[] {
  if (instruction.keyword === "COPY" || instruction.keyword === "ADD") return copied(file, instruction);
  if (instruction.keyword !== "RUN") return [];
  const calls = callsOf(instruction);
  const found = calls.flatMap((call, index) =>
    (call.name === "chmod" ? changed(call) : created(call)).map((opening) => ({ opening, index })),
  );
  if (found.length === 0) return [];
  const removals = lastRemovals(calls);
  return found
    .filter(({ opening, index }) => opening.path === undefined || (removals.get(opening.path) ?? -1) < index)
    .map(({ opening }) => opening);
}

function copied(file: Dockerfile, copy: Instruction): readonly Opening[] {
  const { value, valueSpan: span } = copy.flag("chmod") ?? {};
  if (!value || !span) return [];
  const mode = value.includes("$") ? file.stageOf(copy)?.substitute(value, copy) : value;
  if (mode === undefined) return [];
  const how = `--chmod=${mode}`;
  return [{ mode, span, literal: mode === value, how, path: undefined, call: undefined, paths: [] }];
}

function changed(call: Call): readonly Opening[] {
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
function created(call: Call): readonly Opening[] {
  const { name, words } = call;
  if (name !== "install" && name !== "mkdir") return [];
  return words.flatMap((word, index) => {
    const [, option = "", joined = ""] = /^(-[a-zA-Z]*m|--mode=?)(.*)$/.exec(word.value ?? "") ?? [];
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

/** What `rm -rf "$tempDir"` takes away again, with the place of that call: no layer ever holds it. */
function lastRemovals(calls: readonly Call[]): ReadonlyMap<string, number> {
  const removals = new Map<string, number>();
  for (const [index, { name, words }] of calls.entries()) {
    if (name === "rm") for (const word of words) removals.set(unquoted(word), index);
  }
  return removals;
}

/** Directories in which everybody works, and whose sticky bit keeps people from each other's files. */
const shared = /^\/(?:tmp|var\/tmp|dev\/shm)\/?$/;

function* finding(opening: Opening, writer: Kept, minor: boolean): Iterable<Finding> {
  const { mode, span, literal, how, path, call } = opening;
  const open = readOpenMode(mode);
  if (!open) return;
  const sticky = path !== undefined && shared.test(path) && /^0?777$/.test(mode);
  const closed = sticky ? "1777" : call && isRecursive(call) ? forTrees(open.closed) : open.closed;
  const kept: Kept = sticky ? { changes: [] } : writer;
  const giving = "owner" in kept ? `, and give the files to ${kept.owner}` : "";
  const title = sticky ? "Set the sticky bit: 1777" : `Use ${closed}${giving}`;
  const isRepaired = closed !== undefined && literal;
  yield {
    span,
    message: `${how.length < 32 ? how : "This mode"} lets every account in the container change ${shown(path)}.`,
    ...(minor && { severity: "info" }),
    ...(isRepaired && "note" in kept && { note: kept.note }),
    ...(isRepaired &&
      "changes" in kept && {
        fixes: () => [{ title, safety: "review", changes: [...kept.changes, replace(span, closed)] }],
      }),
  };
}

/** Not every file in a directory is a program. */
const forTrees = (closed: string | undefined): string | undefined =>
  closed !== undefined && /^0?755$/.test(closed) ? "u=rwX,go=rX" : closed;

function shown(path: string | undefined): string {
  if (path === undefined) return "what it copies";
  return path.length > 36 || path === "{}" || path.includes("\n") ? "the files" : path;
}
