import { replace } from "../edits/change.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";
import { calls, jarFiles, onlyWorkdir, resolved, workdirFiles } from "./program-files.ts";
import { pythonFiles } from "./python-packages.ts";
import type { Language } from "./runtime-images.ts";
import type { Shipped } from "./stage-split.ts";
import type { StartWords } from "./start-words.ts";

/** What a program of the language is made of, where a single stage builds and runs it; undefined where that can't be told. */
export function shippedFiles(
  file: Dockerfile,
  stage: Stage,
  language: Language,
  words: StartWords,
): Shipped | undefined {
  if (language === "python") return pythonFiles(file, stage);
  if (language === "dotnet") return publishedFiles(stage, words);
  const files = language === "node" ? workdirFiles(stage) : language === "java" ? jarFiles(stage, words) : undefined;
  return files && { files, ...(language === "java" && { note: whole }) };
}

const whole =
  "Of what the stage builds only the jar is shipped: libraries and files that it reads beside itself have to be copied as well.";

/**
 * The directory that `dotnet publish` writes to, where the dll that is started lies in it. There the program has to
 * start: it reads settings and web files where it is started, and no longer finds those of its sources.
 */
function publishedFiles(stage: Stage, { words, instruction }: StartWords): Shipped | undefined {
  const workdir = onlyWorkdir(stage);
  const dll = words[1]?.value;
  if (workdir === undefined || dll === undefined || !/\.dll$/i.test(dll)) return undefined;
  const publish = calls(stage).findLast(({ name, words }) => name === "dotnet" && words[1]?.value === "publish");
  const values = publish?.words.map(({ value }) => value ?? "") ?? [];
  const at = values.findIndex((value) => value === "-o" || value === "--output");
  const to = at < 0 ? undefined : values[at + 1];
  if (!to || values.some((value) => /linux-musl/.test(value))) return undefined;
  const directory = resolved(to, workdir);
  const path = resolved(dll, workdir);
  const word = words[1];
  if (!word || !path.startsWith(`${directory}/`)) return undefined;
  const moves = directory !== workdir && !dll.startsWith("/");
  if ((moves && instruction.form !== "exec") || [...stage.env().keys()].some(setsRoot)) return undefined;
  return {
    files: [directory],
    builders: new Set(["dotnet"]),
    ...(directory !== workdir && {
      workdir: directory,
      note: `The program starts in ${directory}, where publish puts the settings and web files that it reads.`,
    }),
    ...(moves && { changes: [replace(word.span, JSON.stringify(path.slice(directory.length + 1)))] }),
  };
}

/** ASPNETCORE_CONTENTROOT says where settings and web files are, wherever the program starts. */
const setsRoot = (name: string): boolean => /_CONTENTROOT$/i.test(name);
