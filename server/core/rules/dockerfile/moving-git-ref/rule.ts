import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "moving-git-ref",
  title: "ADD takes whatever a branch or a tag names today",
  why: "Whoever may push to the repository, or takes over an account that may, decides what is in the next build: branches move, and tags can be set anew.",
  mayBreak: "Nothing is changed for you: name the commit, and raise it on purpose.",
  severity: "warning",
  references: ["CWE-1357", "CWE-494"],
  aliases: {},
  options: {},

  *check(file) {
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
