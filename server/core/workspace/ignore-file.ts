import { readPatterns } from "../model/dockerignore.ts";
import type { IgnoreFileObject } from "./objects.ts";

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
    at: { path, line: 0, character: 0, endCharacter: 0 },
    only: only === "" ? undefined : only,
    patterns: readPatterns(text),
  };
}

export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 0));
