import { insert, replace } from "../../../edits/change.ts";
import type { Account, Dockerfile, Effective, Stage, User, Word } from "../../../model/dockerfile.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding, type Fix } from "../../../rule.ts";

export default dockerfileRule({
  id: "non-numeric-user",
  title: "USER is a name rather than a number",
  why: "Kubernetes doesn't look into the image for an account's number. Under runAsNonRoot: true it refuses to start an image whose user is a name, and so the guarantee against root gets switched off.",
  mayBreak:
    "Nothing where the name's own number is written. Where the account gets another number, files on existing volumes keep their owner.",
  severity: "info",
  references: ["Pod Security Standards: restricted"],
  aliases: { hadolint: ["DL3066"] },
  options: {},

  *check(file) {
    const stage = file.final;
    const finding = stage && !stage.windows && judge(file, stage, stage.user());
    if (finding) yield finding;
  },
});

function judge(file: Dockerfile, stage: Stage, { value: user, setBy }: Effective<User>): Finding | undefined {
  const word = setBy?.words[0];
  const [name = ""] = user.text?.split(":", 1) ?? [];
  if (!word || user.root !== false || name === "" || /^\d+$/.test(name)) return undefined;
  const shown = name.length > 30 ? `${name.slice(0, 29)}…` : name;
  const finding = {
    span: word.span,
    message: `USER ${shown} is a name: under runAsNonRoot, Kubernetes can't tell that it is not root.`,
  };
  const account = stage.accounts().find((account) => account.name === name);
  if (word.text.includes("$")) return { ...finding, note: "Let the variable hold the account's number." };
  if (user.uid !== undefined && !isWritten(file, account, user.uid)) {
    return { ...finding, note: "Its number is a build argument's: write that argument into USER instead of the name." };
  }
  if (user.uid !== undefined) return { ...finding, fixes: () => numberFix(file, stage, word, user, account) };
  const fix = account && givenUid(file, stage, word, account);
  if (fix) return { ...finding, fixes: () => [fix] };
  const note =
    account && account.from !== "base image"
      ? `Give ${shown} a number with --uid where it is made, and write that into USER.`
      : `Nothing here says which number ${shown} has in the base image: look it up there, and write that into USER.`;
  return { ...finding, note };
}

/**
 * The same account, written as its number: the builder and the runtime look a number up in /etc/passwd as they do a
 * name, and take group, further groups and home from what they find. That holds as long as no other account has the
 * number, and the account is certain to be there.
 */
function numberFix(
  file: Dockerfile,
  stage: Stage,
  word: Word,
  { uid, gid }: User,
  account: Account | undefined,
): readonly Fix[] {
  const sharesUid = stage.accounts().some((other) => other.uid === uid && other.name !== account?.name);
  if (sharesUid) return [];
  const [, group] = word.text.split(":");
  const written = group === undefined ? `${uid}` : `${uid}:${gid ?? group}`;
  return [
    {
      title: `Write uid ${uid}`,
      safety: isCertain(file, stage, account) ? "safe" : "review",
      changes: [replace(word.span, written)],
    },
  ];
}

/** A number that comes from a variable may be another one in the next build. */
function isWritten({ text }: Dockerfile, account: Account | undefined, uid: number): boolean {
  if (!account || account.from === "base image" || account.from.keyword !== "RUN") return true;
  const { span } = account.from;
  return new RegExp(`\\b${uid}\\b`).test(text.slice(span.start, span.end));
}

/** Of two ways to make the account only one may have given it the number, and an unknown base may have made it before. */
function isCertain({ text }: Dockerfile, { facts }: Stage, account: Account | undefined): boolean {
  if (!account || account.from === "base image") return facts?.confidence === "high";
  const { span } = account.from;
  const known = facts?.confidence === "high" || !/\|\||\bif\b/.test(text.slice(span.start, span.end));
  return known && callsOf(account.from).filter((call) => makes(call, account.name)).length < 2;
}

function makes({ name, words }: Call, account: string): boolean {
  return (name === "useradd" || name === "adduser") && words.some(({ value }) => value === account);
}

/** Above the numbers that distributions and people use. */
const spareUid = 10001;

/** Where the file makes the account without a number, it can be given one. */
function givenUid(file: Dockerfile, stage: Stage, word: Word, account: Account): Fix | undefined {
  if (account.from === "base image") return undefined;
  const made = callsOf(account.from).filter((call) => makes(call, account.name));
  const [call] = made;
  const command = call?.words[0];
  if (!call || !command || made.length > 1 || stage.accounts().some(({ uid }) => uid === spareUid)) return undefined;
  if (file.text.slice(command.span.start, command.span.end) !== command.text) return undefined;
  const [, group] = word.text.split(":");
  return {
    title: `Give ${account.name} uid ${spareUid} and run as it`,
    safety: "review",
    changes: [
      insert(command.span.end, ` ${uidOption(call, stage)} ${spareUid}`),
      replace(word.span, group === undefined ? `${spareUid}` : `${spareUid}:${group}`),
    ],
  };
}

/** The adduser of Debian knows the long option only, and busybox's is known by its short ones. */
function uidOption({ name, words }: Call, stage: Stage): string {
  const long = words.some(({ value }) => value?.startsWith("--"));
  const short = words.some(({ value }) => /^-[^-]/.test(value ?? ""));
  const debian = stage.facts?.packageManager === "apt";
  return long || (name === "adduser" && !short && debian) ? "--uid" : "-u";
}
