import type { Instruction } from "../../../model/dockerfile.ts";
import { callsOf } from "../../../model/shell-calls.ts";
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
    for (const add of file.instructions) {
      if (add.keyword === "RUN") yield* cloned(add);
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
function* cloned(run: Instruction): Iterable<Finding> {
  const calls = callsOf(run).filter(({ name }) => name === "git");
  const fixed = calls.findLastIndex(({ words }) =>
    /^(?:checkout|reset|switch|verify-commit|verify-tag|rev-parse|fetch|submodule)$/.test(verbOf(words)),
  );
  for (const [index, { words }] of calls.entries()) {
    if (verbOf(words) !== "clone" || index < fixed) continue;
    const branch = branchOf(words.map(({ value, text }) => value ?? text));
    // A version's tag is meant to stay, and what a variable names is not known.
    if (branch !== undefined && /^v?\d|[-_.]v?\d+\.\d|\$/.test(branch)) continue;
    const word = words.find(({ value }) => value === "clone");
    if (!word) continue;
    yield {
      span: word.span,
      message: `git clone takes what ${branch && branch.length < 40 ? branch : "the default branch"} is on the day of the build, and no commit.`,
      severity: "hint",
      note: "`git checkout <commit>` behind it, in the same RUN, fixes what is built.",
    };
  }
}

const verbOf = (words: readonly ShellWord[]): string =>
  words.slice(1).find(({ value = "-" }, index) => !value.startsWith("-") && !/^-[cC]$/.test(words[index]?.value ?? ""))
    ?.value ?? "";

function branchOf(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => /^(?:-b|--branch)$/.test(word));
  return at < 0 ? words.find((word) => word.startsWith("--branch="))?.slice("--branch=".length) : words[at + 1];
}
