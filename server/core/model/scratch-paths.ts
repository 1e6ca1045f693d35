import type { ImageFacts } from "../facts/facts.ts";

/** Where only what a program makes at run time lies: an empty directory mounted there hides nothing of the image. */
const madeAtRunTime =
  /^\/(?:run|data|config|var\/(?:run|cache|lib|lock|log|spool|tmp))(?:\/|$)|\/(?:cache|logs?|te?mp|work)$/;

/** What the facts say of paths that the image fills, or that are needed for a special use only. */
const filledOrRare = /^only\b|\bconf\b|plugins|symlink|working dir|BASE\b/;

/**
 * The directories that need to be writable when the root file system is not: `/tmp`, and what the image is known to write
 * to. Data volumes are left out, since what becomes of them is for the author to choose.
 */
export function scratchPaths(facts: ImageFacts | undefined): readonly string[] {
  const known = (facts?.writablePaths ?? [])
    .filter(({ why, volume }) => !volume && !filledOrRare.test(why))
    // The facts join what belongs together: `/var/run/apache2, /var/lock/apache2`, `/var/run (/run)`.
    .flatMap(({ path }) => path.split(", ").map((one) => one.split(" ")[0] ?? ""))
    .filter((path) => /^\/[\w./-]+$/.test(path) && madeAtRunTime.test(path));
  return [...new Set(["/tmp", ...known.map(withoutSlash)])].filter(
    (path, _, all) => !isCovered(path, others(all, path)),
  );
}

/** True if something is mounted at the path, or above it. */
export function isCovered(path: string, mounted: readonly string[]): boolean {
  return mounted.map(withoutSlash).some((mount) => mount === path || path.startsWith(`${mount}/`));
}

const others = (paths: readonly string[], path: string) => paths.filter((other) => other !== path);
const withoutSlash = (path: string) => (path.length > 1 ? path.replace(/\/+$/, "") : path);
