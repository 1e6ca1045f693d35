import { type Change, insert } from "../../../edits/change.ts";
import type { Account, Dockerfile, Instruction, Stage, User } from "../../../model/dockerfile.ts";
import { type Call, callsOf, unquoted } from "../../../model/shell-calls.ts";
import type { ShellWord } from "../../../syntax/shell.ts";

/** What keeps the program's own account able to write, or why the mode can't just be closed. */
export type Kept = { readonly changes: readonly Change[]; readonly owner?: string } | { readonly note: string };

/**
 * Where the image runs as another user than root, an open mode may be all that lets it write: the files become its own
 * instead. `paths` are those of a chmod; undefined where the mode is given in another way.
 */
export function keepWriter(
  file: Dockerfile,
  instruction: Instruction,
  call: Call | undefined,
  paths: readonly ShellWord[],
  ships: boolean,
): Kept {
  const stage = file.stageOf(instruction);
  const shipping = ships ? file.final : stage;
  if (!stage || !shipping) return plain;
  const { value: user, setBy } = shipping.user();
  const worker = workerOf(shipping);
  const stays = user.root === true || (user.root === undefined && !setBy);
  if ((stays && !worker) || instruction.onbuild) return plain;
  const direct = call === undefined || call.command?.words[0] === call.words[0];
  // What a user may chmod is its own.
  if (call && direct && stage.userAt(instruction).value.root === false) return plain;
  if (paths.length > 0 && paths.every((path) => isProgram(path) || isGiven(shipping, unquoted(path)))) {
    return plain;
  }
  if (!call && instruction.flag("chown")) return plain;
  const owner = stays ? worker : ownerOf(user, shipping.accounts(), instruction);
  const place = owner === undefined || !direct ? undefined : placeOf(file, instruction, call);
  if (owner === undefined || place === undefined) {
    return {
      note: `The image runs as ${user.text ?? "another user than root"}: give that user what it writes to first.`,
    };
  }
  if (!call) return { changes: [insert(place, `--chown=${owner} `)], owner };
  const recursive = isRecursive(call) ? "-R " : "";
  return {
    changes: [insert(place, `chown ${recursive}${owner} ${paths.map(({ text }) => text).join(" ")} && `)],
    owner,
  };
}

/** The account of a server's workers, which root starts. */
function workerOf({ facts, image }: Stage): string | undefined {
  if (facts?.image === "nginx") return "nginx";
  return facts?.image === "php" && /(?:^|-)(?:apache|fpm)(?:-|$)/.test(image?.tag ?? "") ? "www-data" : undefined;
}

export const isRecursive = ({ words }: Call): boolean =>
  words.some(({ value }) => value === "--recursive" || /^-[vfc]*R[vfcR]*$/.test(value ?? ""));

const plain: Kept = { changes: [] };

/** A program is started, not written. */
const isProgram = (path: ShellWord): boolean => /\.(?:sh|py|pl|jar)$|\/s?bin\/[^/]+$/.test(unquoted(path));

/** True where the file already says whose that is, or the directory's around it. */
function isGiven(stage: Stage, path: string): boolean {
  const given = givenIn(stage);
  if (given.size === 0 || path.length > 300) return false;
  for (let rest = trimmed(path); rest !== ""; rest = rest.slice(0, Math.max(0, rest.lastIndexOf("/")))) {
    if (given.has(rest)) return true;
  }
  return false;
}

function givenIn(stage: Stage): ReadonlySet<string> {
  let given = known.get(stage);
  if (!given) {
    given = new Set(stage.chain.flatMap(givenBy));
    known.set(stage, given);
  }
  return given;
}

/** A stage may have many modes to judge. */
const known = new WeakMap<Stage, ReadonlySet<string>>();

function givenBy(one: Instruction): readonly string[] {
  if (one.keyword === "RUN") {
    const chowns = callsOf(one).filter(({ name }) => name === "chown");
    return chowns.flatMap(({ words }) => words.slice(2).map((word) => trimmed(unquoted(word))));
  }
  const destination = one.flag("chown") && one.words[one.words.length - 1]?.value;
  return destination === undefined ? [] : [trimmed(destination)];
}

const trimmed = (path: string): string => (path.endsWith("/") ? path.slice(0, -1) : path);

/** As chown takes it; a name only once the account is there. */
function ownerOf({ uid, gid, text }: User, accounts: readonly Account[], at: Instruction): string | undefined {
  if (uid !== undefined) return gid === undefined ? String(uid) : `${uid}:${gid}`;
  const name = text?.split(":", 1)[0];
  const account = accounts.find((one) => one.name === name);
  const exists = account && (account.from === "base image" || account.from.span.start < at.span.start);
  return exists ? name : undefined;
}

/** Where the flag or the command goes; undefined where a command would change what those around it do. */
function placeOf({ text }: Dockerfile, instruction: Instruction, call: Call | undefined): number | undefined {
  if (!call) return instruction.flag("chmod")?.span.start;
  const word = call.words[0];
  if (!word || call.name !== "chmod" || instruction.form !== "shell") return undefined;
  const before = text.slice(instruction.span.start, word.span.start).trimEnd();
  return /[|!]$|[|!]\s*\\$/.test(before) ? undefined : word.span.start;
}
