import { isIgnored } from "../../../model/dockerignore.ts";
import { dockerfileWorkspaceRule, type Finding, type Fix } from "../../../rule.ts";
import { folderOf } from "../../../text.ts";
import { ignoreFileOf, isBuiltFromAbove } from "../../../workspace/context-ignore.ts";
import type { IgnoreFileObject, Place } from "../../../workspace/objects.ts";
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
    let open: Open | undefined;
    for (const copy of file.instructions) {
      if ((copy.keyword !== "COPY" && copy.keyword !== "ADD") || copy.flag("from") || copy.onbuild) continue;
      const word = copy.words.slice(0, -1).find(({ value }) => /^(?:\.?\/?|\.?\/?\*)$/.test(value));
      if (!word || copy.flag("exclude")) continue;
      open ??= openFiles(surroundings);
      if (open.names.length === 0) return;
      yield { ...finding(open, word.text, file.ships(copy)), span: word.span };
    }
  },
});

interface Open {
  /** What the ignore file does not keep out; all of it where there is none. */
  readonly names: readonly string[];
  readonly ignoreFile: IgnoreFileObject | undefined;
  /** Where the ignore file is, or would be. */
  readonly at: Place;
}

/** What nobody wants in an image. */
const unwanted = [".git", ".env"];

function openFiles(surroundings: Surroundings): Open {
  const { path, complete } = surroundings;
  const folder = folderOf(path);
  const at = {
    path: folder === "" ? ".dockerignore" : `${folder}/.dockerignore`,
    line: 0,
    character: 0,
    endCharacter: 0,
  };
  if (isBuiltFromAbove(folder)) return { names: [], ignoreFile: undefined, at };
  const ignore = ignoreFileOf(surroundings);
  if (!ignore) return { names: complete ? unwanted : [], ignoreFile: undefined, at };
  return { names: unwanted.filter((one) => !staysOut(ignore.patterns, one)), ignoreFile: ignore, at: ignore.at };
}

/** `.git/**` leaves the directory in, and nothing of what lies in it. */
const staysOut = (patterns: readonly string[], name: string): boolean =>
  isIgnored(patterns, name) ||
  (name === ".git" && isIgnored(patterns, ".git/HEAD") && isIgnored(patterns, ".git/objects/pack/a"));

function finding(open: Open, source: string, ships: boolean): Omit<Finding, "span"> {
  const { names, ignoreFile } = open;
  const list = names.join(" and ");
  return {
    message: ignoreFile
      ? `${source} takes ${list} along: the .dockerignore lets ${names.length > 1 ? "them" : "it"} in.`
      : `${source} takes the whole folder along: no .dockerignore keeps ${list} out.`,
    ...((!ships || (ignoreFile && names.length < unwanted.length)) && { severity: "hint" as const }),
    fixes: () => [repair(open)],
  };
}

/** Whoever begins an ignore file is given the usual secrets as well. */
function repair({ names, ignoreFile, at }: Open): Fix {
  const lines = ignoreFile ? names.map((name) => patterns[name] ?? name) : [...Object.values(patterns), ...secrets];
  const eol = ignoreFile?.eol ?? "\n";
  const before = at.character > 0 ? eol : "";
  return {
    title: ignoreFile
      ? `Keep ${names.join(" and ")} out by the .dockerignore`
      : "Add a .dockerignore that keeps secrets out",
    safety: "review",
    changes: [],
    beside: { at, text: `${before}${lines.join(eol)}${eol}`, creates: ignoreFile === undefined },
  };
}

const patterns: Readonly<Record<string, string>> = { ".git": ".git", ".env": "**/.env*" };
const secrets = ["**/.npmrc", "**/*.pem", "**/*.key", "**/id_rsa*"];
