import { type Change, insert, replace } from "../edits/change.ts";
import { insertAfter } from "../edits/dockerfile-editor.ts";
import { removeWithComments } from "../edits/dockerfile-removal.ts";
import type { NewAccount } from "./distroless-account.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { isIdleRun } from "./idle-run.ts";
import { leavesBehind } from "./left-behind.ts";
import { insertAtStart } from "./user-placement.ts";

/** What of a stage that builds and runs is shipped. */
export interface Shipped {
  /** The files and directories that the program is made of. */
  readonly files: readonly string[];
  /** Where the program starts, where that is not the directory of before. */
  readonly workdir?: string;
  /** What the stage that builds, or the start of the program, does otherwise. */
  readonly changes?: readonly Change[];
  /** Instructions that the stage that ships needs besides. */
  readonly settings?: readonly string[];
  /** Programs whose work is all among the files. */
  readonly builders?: ReadonlySet<string>;
  /** What a person has to look at. */
  readonly note?: string;
}

/** What a stage that builds and runs is to be split into. */
export interface Split extends Shipped {
  readonly image: string;
  readonly account: NewAccount;
}

/**
 * Makes the stage one that only builds, and puts behind its last RUN, COPY or ADD another that ships: with the settings
 * that the program may read, and with the files that it is made of. Undefined where what builds and what runs can't be
 * told apart.
 */
export function splitChanges(file: Dockerfile, stage: Stage, split: Split): Change[] | undefined {
  const idle = idleAccounts(file, stage);
  const own = stage.instructions.filter((one) => !idle.includes(one));
  const boundary = own.findLastIndex(({ keyword }) => works.has(keyword));
  const last = own[boundary];
  const parts = last && partition(own.slice(1, boundary), own.slice(boundary + 1));
  const name = stage.name ?? freeName(file);
  if (!last || !parts || !name || !stage.fromWord) return undefined;
  const kept = [...parts.repeated, ...parts.tail].filter(({ keyword }) => keyword === "ENV");
  if (leavesBehind(file, stage, split, kept)) return undefined;

  const workdir = stage.workdir();
  const hasOwn = parts.tail.some(({ keyword }) => keyword === "WORKDIR");
  const isHome = split.files.some((path) => path === workdir.value || path.startsWith(`${workdir.value}/`));
  const directory = split.workdir ?? (workdir.setBy && isHome ? workdir.value : undefined);
  const home = directory !== undefined && !hasOwn ? [`WORKDIR ${directory}`] : [];
  const written = ({ span }: Instruction) => file.text.slice(span.start, span.end).split(/\r?\n/);
  const owner = own.some((copy) => copy.flag("chown")) ? ` --chown=${split.account.ids}` : "";
  const lines = [
    "",
    `FROM ${split.image}`,
    ...home,
    ...parts.repeated.flatMap(written),
    ...(split.settings ?? []),
    ...parts.moved.flatMap(written),
    ...split.files.map((path) => `COPY --from=${name}${owner} ${path} ${path}`),
  ];
  return [
    ...(stage.name === undefined ? [insert(stage.fromWord.span.end, ` AS ${name}`)] : []),
    ...(split.changes ?? []),
    ...[...parts.moved, ...idle].flatMap((instruction) => removeWithComments(file, instruction)),
    ...insertAfter(file, last, lines),
    ...account(file, stage, parts.tail, split.account),
  ];
}

/** RUNs that make accounts which the build itself has no use for. */
export function idleAccounts({ text }: Dockerfile, stage: Stage): readonly Instruction[] {
  const made = stage.instructions.filter((run) => run.keyword === "RUN" && isIdleRun(run, new Set()));
  const uses = stage.instructions.some((one) => {
    const written = text.slice(one.span.start, one.span.end);
    return one.flag("chown") !== undefined || (one.keyword === "RUN" && /\b(?:chown|su|runuser)\b/.test(written));
  });
  const lastWork = stage.instructions.findLastIndex((one) => works.has(one.keyword) && !made.includes(one));
  const changes = stage.instructions.findIndex(({ keyword }) => keyword === "USER");
  return uses || (changes >= 0 && changes < lastWork) ? [] : made;
}

const works = new Set(["RUN", "COPY", "ADD"]);
const movable = new Set(["EXPOSE", "LABEL", "STOPSIGNAL", "VOLUME"]);
const runtime = new Set([...movable, "CMD", "ENTRYPOINT", "HEALTHCHECK", "ENV", "USER", "WORKDIR", "ARG"]);
const building = new Set([...works, "ARG", "ENV", "USER", "WORKDIR", "SHELL", "MAINTAINER"]);

interface Parts {
  /** Needed by both. */
  readonly repeated: readonly Instruction[];
  /** Needed by what runs alone. */
  readonly moved: readonly Instruction[];
  readonly tail: readonly Instruction[];
}

function partition(head: readonly Instruction[], tail: readonly Instruction[]): Parts | undefined {
  if ([...head, ...tail].some(({ onbuild }) => onbuild)) return undefined;
  if (head.some(({ keyword }) => !building.has(keyword) && !movable.has(keyword))) return undefined;
  if (tail.some((one) => !runtime.has(one.keyword) || isRelative(one))) return undefined;
  const repeated = head.filter(
    (one) => one.keyword === "ENV" && one.assignments.some(({ name }) => !forBuilds.test(name)),
  );
  // Variables would need their ARG as well.
  if (repeated.some(({ assignments }) => assignments.some(({ value }) => value?.includes("$")))) return undefined;
  return { repeated, moved: head.filter(({ keyword }) => movable.has(keyword)), tail };
}

const isRelative = ({ keyword, words }: Instruction): boolean =>
  keyword === "WORKDIR" && !words[0]?.value.startsWith("/");

/** Settings of build tools. */
const forBuilds =
  /^(?:PATH$|C?GO|CARGO_|RUST(?:FLAGS|UP)|npm_config_|NPM_CONFIG_|PNPM_|YARN_|COREPACK_|MAVEN_|GRADLE_|DEBIAN_FRONTEND$|CI$)/;

function freeName({ stages }: Dockerfile): string | undefined {
  const taken = new Set(stages.map(({ name }) => name?.toLowerCase()));
  return ["build", "builder", "compile"].find((name) => !taken.has(name));
}

/** The account of the stage that ships; what the build runs as stays. */
function account(file: Dockerfile, stage: Stage, tail: readonly Instruction[], { user }: NewAccount): Change[] {
  const users = tail.filter(({ keyword }) => keyword === "USER");
  const word = users[users.length - 1]?.words[0];
  if (!word) return insertAtStart(file, stage, [[`USER ${user}`]]);
  return [...users.slice(0, -1).flatMap((one) => removeWithComments(file, one)), replace(word.span, user)];
}
