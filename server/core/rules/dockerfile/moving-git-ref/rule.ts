import type { Stage } from "../../../model/dockerfile.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";

export default dockerfileRule({
  id: "moving-git-ref",
  title: "The build takes whatever a branch or a tag names today",
  why: "Whoever may push to the repository, or takes over an account that may, decides what is in the next build: branches move, and tags can be set anew.",
  mayBreak: "Nothing is changed for you: name the commit, and raise it on purpose.",
  severity: "warning",
  references: ["CWE-1357", "CWE-494"],
  aliases: {},
  options: {},

  *check(file) {
    for (const stage of file.stages) yield* cloned(stage);
    for (const add of file.instructions) {
      if (add.keyword !== "ADD" || add.flag("checksum")) continue;
      for (const word of add.words.slice(0, -1)) {
        const url = word.value.includes("$") ? file.stageOf(add)?.substitute(word.text, add) : word.value;
        const [, repository, ref = ""] = git.exec(url ?? "") ?? [];
        if (repository === undefined || isCommit(ref) || (ref === "" && /\$/.test(word.text))) continue;
        const name = ref.split(":", 1)[0] ?? "";
        yield {
          span: word.span,
          message:
            name === ""
              ? "ADD takes the newest commit of the repository's branch, whatever that is."
              : `ADD takes what ${name.length < 40 ? name : "the reference"} names on the day of the build, and not a commit.`,
          // A version's tag is meant to stay.
          ...(/^(?:refs\/tags\/)?v?\d+\.\d+/.test(name) && { severity: "info" as const }),
        };
      }
    }
  },
});

/** A repository and its reference, as the builder tells them from other URLs. */
const git =
  /^((?:git@[^\s#]+|ssh:\/\/[^\s#]+|git:\/\/[^\s#]+|https?:\/\/[^\s#]+\.git))(?:[#?](?:ref=|branch=|tag=|commit=)?(\S*))?$/;

const isCommit = (ref: string): boolean =>
  /^[0-9a-f]{40}(?:[:&]|$)/.test(ref) || /(?:^|&)(?:checksum|commit)=[0-9a-f]{40}/.test(ref);

/** `git clone` of a branch, without a commit that is checked out or compared afterwards. */
function* cloned({ instructions }: Stage): Iterable<Finding> {
  const open: Call[] = [];
  for (const run of instructions) {
    for (const call of run.keyword === "RUN" ? callsOf(run) : []) {
      if (call.name !== "git") continue;
      // A commit is for the clone that came last.
      if (fixesCommit(call)) open.pop();
      else if (isMoving(call)) open.push(call);
      else if (verbOf(call.words) === "clone") continue;
    }
  }
  for (const { words } of open) {
    const word = words.find(({ value }) => value === "clone");
    const branch = branchOf(words.map(({ value, text }) => value ?? text));
    if (!word) continue;
    yield {
      span: word.span,
      message: `git clone takes what ${branch && branch.length < 40 ? branch : "the default branch"} is on the day of the build, and no commit.`,
      severity: "hint",
      note: "`git checkout <commit>` behind it, in the same RUN, fixes what is built.",
    };
  }
}

function isMoving({ words }: Call): boolean {
  if (verbOf(words) !== "clone") return false;
  const args = words.slice(1).map(({ value, text }) => (value ?? text).replaceAll(/^["']|["']$/g, ""));
  const branch = branchOf(args);
  // A version's tag is meant to stay, and what a variable names is not known.
  if (branch !== undefined && /^v?\d|\d[._-]\d|[-_.]v?\d+$|\d{6}|\$/.test(branch)) return false;
  if (args.some((arg) => /^--revision(?:=|$)/.test(arg))) return false;
  // What lies on the same machine has come by another way.
  return !args.some(
    (arg) => /^(?:file:|\/|\.{1,2}\/)/.test(arg) && arg === args.slice(args.indexOf("clone") + 1).find(isPlace),
  );
}

const isPlace = (arg: string): boolean => /[/:]/.test(arg) && !arg.startsWith("-");

/** A commit or a tag is checked out, or what came is looked at. */
function fixesCommit({ words }: Call): boolean {
  const verb = verbOf(words);
  if (/^(?:verify-commit|verify-tag|rev-parse|apply|am)$/.test(verb)) return verb !== "apply" && verb !== "am";
  if (!/^(?:checkout|reset|switch)$/.test(verb)) return false;
  const args = words.slice(words.findIndex(({ value }) => value === verb) + 1).map(({ value, text }) => value ?? text);
  const named = args.filter((arg) => !arg.startsWith("-"));
  // `checkout -b mine` stays where it is; so do the names of branches.
  const target = args.some((arg) => /^-[bBcC]$/.test(arg)) ? named[1] : named[0];
  return (
    target !== undefined &&
    !/^(?:(?:refs\/(?:heads|remotes)\/)?(?:origin\/)?(?:main|master|develop|dev|trunk|next|HEAD)|\.)$/.test(target)
  );
}

const verbOf = (words: readonly ShellWord[]): string =>
  words.slice(1).find(({ value = "-" }, index) => !value.startsWith("-") && !/^-[cC]$/.test(words[index]?.value ?? ""))
    ?.value ?? "";

function branchOf(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^(?:-b|--branch)$/.test(word));
  return at < 0 ? words.find((word) => word.startsWith("--branch="))?.slice("--branch=".length) : words[at + 1];
}
