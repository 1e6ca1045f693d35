import { fits, type Glob, readGlob } from "./glob.ts";

/**
 * The patterns of a `.dockerignore` in order: without comments, blank lines and outer blanks, cleaned as paths are
 * (Docker documentation: .dockerignore files).
 */
export function readPatterns(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .flatMap((line) => {
      // A comment begins in the first column, before blanks are cut off.
      const written = line.startsWith("#") ? "" : line.trim();
      const negated = written.startsWith("!");
      const path = cleaned(negated ? written.slice(1).trim() : written);
      return path === "" ? [] : [negated ? `!${path}` : path];
    });
}

/** Relative to the context, without `.`, `..` and doubled slashes. */
function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/**
 * True where a file or directory of the context stays out of the build: the last pattern that fits it, or a directory
 * above it, decides. An exception below a directory that stays out brings only itself back.
 */
export function isIgnored(patterns: readonly string[], path: string): boolean {
  const prefixes = path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
  let ignored = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith("!");
    const wanted = negated ? pattern.slice(1) : pattern;
    if (prefixes.some((prefix) => matches(wanted, prefix))) ignored = !negated;
  }
  return ignored;
}

/** Patterns longer than that are nobody's. */
const longest = 1000;
const known = new Map<string, Glob | undefined>();

function matches(pattern: string, path: string): boolean {
  let glob = known.get(pattern);
  if (!known.has(pattern)) {
    if (known.size > 1000) known.clear();
    glob = pattern.length > longest ? undefined : readGlob(pattern);
    known.set(pattern, glob);
  }
  return glob !== undefined && fits(glob, path);
}
