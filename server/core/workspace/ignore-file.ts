import { readPatterns } from "../model/dockerignore.ts";
import { folderOf } from "../text.ts";
import type { IgnoreFileObject, Place } from "./objects.ts";

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `.dockerignore`, or `api.Dockerfile.dockerignore`, which is for that Dockerfile alone. */
export const isIgnoreFile = (path: string): boolean => nameOf(path).endsWith(".dockerignore");

export function readIgnoreFile(path: string, text: string): IgnoreFileObject {
  const only = nameOf(path).slice(0, -".dockerignore".length);
  return {
    type: "ignore-file",
    kind: ".dockerignore",
    name: folderOf(path),
    namespace: undefined,
    at: endOf(path, text),
    only: only === "" ? undefined : only,
    patterns: readPatterns(text),
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** Where a line can be added. */
function endOf(path: string, text: string): Place {
  const lines = text.split("\n");
  const character = lines.at(-1)?.length ?? 0;
  return { path, line: lines.length - 1, character, endCharacter: character };
}
