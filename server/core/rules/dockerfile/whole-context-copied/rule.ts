import { isIgnored } from "../../../model/dockerignore.ts";
import { dockerfileWorkspaceRule, type Finding } from "../../../rule.ts";
import { folderOf } from "../../../workspace/ignore-file.ts";
import type { Surroundings } from "../../../workspace/surroundings.ts";

export default dockerfileWorkspaceRule({
  id: "whole-context-copied",
  title: "The whole folder goes into the image, with what nobody thought of",
  why: "`.git` holds every version of every file, and whatever was once committed by mistake; `.env` and keys hold the secrets themselves. Whoever can pull the image has them.",
  mayBreak: "Files that the build does need and that a pattern keeps out are missing: name them with `!`.",
  severity: "info",
  references: ["Docker documentation: .dockerignore files", "CWE-538"],
  aliases: { dockle: ["DKL-LI-0003"] },
  options: {},

  *check(file, _options, { surroundings }) {
    const shipped = new Set(file.final?.chain);
    let open: Open | undefined;
    for (const copy of file.instructions) {
      if ((copy.keyword !== "COPY" && copy.keyword !== "ADD") || copy.flag("from") || copy.onbuild) continue;
      const word = copy.words.slice(0, -1).find(({ value }) => /^(?:\.?\/?|\.?\/?\*)$/.test(value));
      if (!word || copy.flag("exclude")) continue;
      open ??= openFiles(surroundings);
      if (open.names.length === 0) return;
      yield { ...finding(open, word.text, shipped.has(copy)), span: word.span };
    }
  },
});

interface Open {
  /** What the ignore file does not keep out; all of it where there is none. */
  readonly names: readonly string[];
  readonly hasIgnoreFile: boolean;
}

/** What nobody wants in an image. */
const unwanted = [".git", ".env"];

function openFiles({ path, complete, all }: Surroundings): Open {
  const folder = folderOf(path);
  const name = path.slice(path.lastIndexOf("/") + 1);
  // A Dockerfile in a folder of its own is mostly built from a folder above.
  if (/(?:^|\/)\.?(?:docker\w*|containers?|build\w*|deploy\w*|ci|devcontainer|images?)$/i.test(folder)) {
    return { names: [], hasIgnoreFile: false };
  }
  const beside = all("ignore-file").filter((one) => one.name === folder);
  const ignore = beside.find(({ only }) => only === name) ?? beside.find(({ only }) => only === undefined);
  if (!ignore) return { names: complete ? unwanted : [], hasIgnoreFile: false };
  return { names: unwanted.filter((one) => !isIgnored(ignore.patterns, one)), hasIgnoreFile: true };
}

function finding({ names, hasIgnoreFile }: Open, source: string, ships: boolean): Omit<Finding, "span"> {
  const list = names.join(" and ");
  return {
    message: hasIgnoreFile
      ? `${source} takes ${list} along: the .dockerignore lets ${names.length > 1 ? "them" : "it"} in.`
      : `${source} takes the whole folder along: no .dockerignore keeps ${list} out.`,
    ...((!ships || (hasIgnoreFile && names.length < unwanted.length)) && { severity: "hint" as const }),
    note: "Lines for the `.dockerignore` beside the Dockerfile: `.git`, `**/.env*`, `**/*.pem`, `**/*.key`, `**/.npmrc`.",
  };
}
