import { replace } from "../../../edits/change.ts";
import { givenModes } from "../../../model/given-mode.ts";
import type { Call } from "../../../model/shell-calls.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "setuid-bit",
  title: "A program runs with its owner's rights, whoever starts it",
  why: "A setuid program of root is a way to root for every account in the container: a hole in it, or a feature that nobody thought of, is enough.",
  mayBreak: "Other accounts than its owner can no longer do what the program does for them.",
  severity: "warning",
  references: ["CIS Docker 4.8", "CWE-250", "CWE-732"],
  aliases: { dockle: ["CIS-DI-0008"], cis_docker: ["4.8"] },
  options: {},

  *check(file) {
    for (const instruction of file.instructions) {
      for (const { mode, span, how, literal, path, call } of givenModes(file, instruction)) {
        if (call && makesDirectory(call)) continue;
        const bit = readSetuid(mode);
        if (!bit || (bit.kind === "setgid" && !isProgram(path))) continue;
        const { kind, without } = bit;
        yield {
          span,
          message: `${how.length < 40 ? how : "This mode"} makes ${shown(path)} run as its ${kind === "setuid" ? "owner" : "group"}, whoever starts it.`,
          ...(((!file.ships(instruction) && !instruction.onbuild) || needsBit.test(path ?? "")) && {
            severity: "info" as const,
          }),
          fixes: () =>
            literal && without !== undefined
              ? [{ title: `Use ${without}`, safety: "review", changes: [replace(span, without)] }]
              : [],
        };
      }
    }
  },
});

/** On a directory the bit for the owner means nothing. */
const makesDirectory = ({ name, words }: Call): boolean =>
  name === "mkdir" ||
  (name === "install" && words.some(({ value = "" }) => /^(?:-[^\Wd]*d\w*|--directory)$/.test(value)));

/** What builds and starts containers without root has its ids mapped by them. */
const needsBit = /\/new[ug]idmap$/;

interface Bit {
  readonly kind: "setuid" | "setgid";
  /** The mode without it; undefined where nothing would be left. */
  readonly without: string | undefined;
}

function readSetuid(mode: string): Bit | undefined {
  if (/^[0-7]{4,5}$/.test(mode)) {
    const bits = Number.parseInt(mode, 8);
    if ((bits & 0o6000) === 0) return undefined;
    const without = (bits & ~0o6000).toString(8).padStart(mode.length, "0");
    return { kind: bits & 0o4000 ? "setuid" : "setgid", without: without.replace(/^0(?=[0-7]{3}$)/, "") };
  }
  const clause = /(?:^|,)([ugoa]*)[+=][rwxXt]*s/.exec(mode);
  if (!clause) return undefined;
  const who = clause[1] ?? "";
  const kind = who === "" || /[ua]/.test(who) ? "setuid" : "setgid";
  // `+s` alone says nothing else.
  const without = mode.replaceAll("s", "");
  return { kind, without: /[+=](?:,|$)/.test(without) ? undefined : without };
}

/** On a directory it only hands the group on to new files, which is how people share them. */
const isProgram = (path: string | undefined): boolean =>
  path !== undefined && /\/s?bin\/[^/]+$|\.(?:sh|py|pl)$/.test(path);

const shown = (path: string | undefined): string =>
  path === undefined ? "what it copies" : path.length > 40 || /[\n{]/.test(path) ? "the program" : path;
