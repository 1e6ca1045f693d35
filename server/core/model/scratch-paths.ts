import type { ImageFacts } from "../facts/facts.ts";

/** Where an image keeps its programs and settings: an empty directory mounted there would hide them. */
const filled = /^\/(?:etc|usr|opt|bin|sbin|lib|lib64|app|srv)(?:\/|$)/;

/**
 * The directories that need to be writable when the root file system is not: `/tmp`, and what the image is known to write
 * to. Data volumes are left out, since what becomes of them is for the author to choose.
 */
export function scratchPaths(facts: ImageFacts | undefined): readonly string[] {
  const known = (facts?.writablePaths ?? []).filter(
    ({ path, volume }) => !volume && /^\/[\w./-]+$/.test(path) && !filled.test(path),
  );
  return [...new Set(["/tmp", ...known.map(({ path }) => withoutSlash(path))])];
}

/** True if something is mounted at the path, or above it. */
export function isCovered(path: string, mounted: readonly string[]): boolean {
  return mounted.map(withoutSlash).some((mount) => mount === path || path.startsWith(`${mount}/`));
}

const withoutSlash = (path: string) => (path.length > 1 ? path.replace(/\/+$/, "") : path);
