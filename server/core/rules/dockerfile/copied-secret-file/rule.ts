import { credentialFile, namesCredentials } from "../../../model/credential-file.ts";
import type { Instruction, Stage, Word } from "../../../model/dockerfile.ts";
import { joinWorkdir } from "../../../model/dockerfile-workdir.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "copied-secret-file",
  title: "A file with secrets is copied into the image",
  why: "Whoever can pull the image takes the file out of its layer, also when a later step deletes it. What has been in an image once has to be replaced.",
  mayBreak:
    "Nothing is changed for you: mount the file where a build step needs it, and where the container needs it at run time.",
  severity: "error",
  references: ["CIS Docker 4.10", "CWE-538", "CWE-522"],
  aliases: { trivy: ["DS-0031"], dockle: ["CIS-DI-0010"], cis_docker: ["4.10"] },
  options: {},

  *check(file) {
    const named = [...namesCredentials].filter(([name]) => file.text.includes(name));
    for (const copy of file.instructions) {
      const stage = file.stageOf(copy);
      if ((copy.keyword !== "COPY" && copy.keyword !== "ADD") || !stage) continue;
      const target = named.length > 0 ? targetOf(stage, copy) : undefined;
      for (const word of copy.words.slice(0, -1)) {
        const found = judge(stage, copy, word, target, named);
        if (found) yield finding(stage, copy, word, found, file.ships(copy) || copy.onbuild);
      }
    }
  },
});

interface Found {
  readonly what: string;
  readonly sure: boolean;
}

function judge(
  stage: Stage,
  copy: Instruction,
  { text, value }: Word,
  target: string | undefined,
  variables: readonly (readonly [name: string, what: string])[],
): Found | undefined {
  const source = value.includes("$") ? stage.substitute(text, copy) : value;
  // Another stage's files are built, and a URL's are public.
  if (source === undefined || /^[a-z]+:\/\//i.test(source)) return undefined;
  const own = credentialFile(source);
  if (own) return copy.flag("from") && !own.sure ? undefined : own;
  if (target === undefined) return undefined;
  const named = variables.find(([name]) => stage.env().get(name) === target);
  return named && { what: named[1], sure: false };
}

function finding(stage: Stage, copy: Instruction, word: Word, { what, sure }: Found, ships: boolean): Finding {
  const isGone = ships && deletes(stage, copy, word);
  const name = word.text.length < 36 ? word.text : "This file";
  return {
    span: word.span,
    message: isGone
      ? `${name} holds ${what}: a later step deletes it, and the layer of this one keeps it.`
      : `${name} holds ${what}: ${ships ? "it is in every copy of the image" : "it stays in the build's cache"}.`,
    ...(ships ? (sure || isGone ? {} : { severity: "warning" as const }) : { severity: "info" as const }),
    note: noteOf(word),
  };
}

const noteOf = ({ value }: Word): string => {
  const id =
    value
      .replace(/(?<!\/)\/+$/, "")
      .replace(/^.*\//, "")
      .replace(/^\./, "") || "secret";
  return `A step that needs it takes \`RUN --mount=type=secret,id=${id},target=<where it looks> …\`, and the build \`--secret id=${id},src=${value}\`. At run time the container gets it as a mount.`;
};

/** Where the copy goes, if that is a file. */
function targetOf(stage: Stage, copy: Instruction): string | undefined {
  const last = copy.words.at(-1);
  const to = last && stage.substitute(last.text, copy);
  if (to === undefined || to.endsWith("/")) return undefined;
  return joinWorkdir(stage.workdir().value ?? "/", to, false) ?? to;
}

/** A later `rm` that names the file. */
function deletes(stage: Stage, copy: Instruction, { value }: Word): boolean {
  const name = value.replace(/(?<!\/)\/+$/, "").replace(/^.*\//, "");
  return (deletionsIn(stage).get(name) ?? -1) > copy.span.end;
}

const deletions = new WeakMap<Stage, ReadonlyMap<string, number>>();

/** By a file's name, where the last RUN stands that deletes it. */
function deletionsIn(stage: Stage): ReadonlyMap<string, number> {
  const before = deletions.get(stage);
  if (before) return before;
  const found = new Map<string, number>();
  for (const run of stage.chain) {
    if (run.keyword !== "RUN") continue;
    for (const { name, words } of callsOf(run)) {
      if (name !== "rm" && name !== "shred" && name !== "unlink") continue;
      for (const { value } of words.slice(1)) if (value) found.set(value.replace(/^.*\//, ""), run.span.start);
    }
  }
  deletions.set(stage, found);
  return found;
}
