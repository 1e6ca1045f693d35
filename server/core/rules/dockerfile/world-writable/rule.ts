import { replace } from "../../../edits/change.ts";
import { readOpenMode } from "../../../model/file-mode.ts";
import { type GivenMode, givenModes } from "../../../model/given-mode.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import { isRecursive, type Kept, keepWriter } from "./writer.ts";

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
    const volumes = new Set((file.final?.all("VOLUME") ?? []).flatMap(({ words }) => words.map(({ text }) => text)));
    for (const instruction of file.instructions) {
      for (const opening of givenModes(file, instruction)) {
        // Of a builder's files few reach the image; and what a volume holds is data that is not there yet.
        const ships = file.ships(instruction);
        const minor = (!ships && !instruction.onbuild) || volumes.has(opening.path ?? "");
        const kept = keepWriter(file, instruction, opening.call, opening.paths, ships);
        yield* finding(opening, kept, minor);
      }
    }
  },
});

/** Directories in which everybody works, and whose sticky bit keeps people from each other's files. */
const shared = /^\/(?:tmp|var\/tmp|dev\/shm)\/?$/;

function* finding(opening: GivenMode, writer: Kept, minor: boolean): Iterable<Finding> {
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
