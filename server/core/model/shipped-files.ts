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
  return files && { files };
}

/** The directory that `dotnet publish` writes to, where the dll that is started lies in it. */
function publishedFiles(stage: Stage, { words }: StartWords): Shipped | undefined {
  const workdir = onlyWorkdir(stage);
  const dll = words[1]?.value;
  if (workdir === undefined || dll === undefined || !/\.dll$/i.test(dll)) return undefined;
  const publish = calls(stage).findLast(({ name, words }) => name === "dotnet" && words[1]?.value === "publish");
  const values = publish?.words.map(({ value }) => value ?? "") ?? [];
  const at = values.findIndex((value) => value === "-o" || value === "--output");
  const to = at < 0 ? undefined : values[at + 1];
  if (!to || values.some((value) => /linux-musl/.test(value))) return undefined;
  const directory = resolved(to, workdir);
  const isInside = resolved(dll, workdir).startsWith(`${directory}/`);
  return isInside ? { files: [directory], builders: new Set(["dotnet"]) } : undefined;
}
