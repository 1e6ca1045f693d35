import { type Call, unquoted } from "./shell-calls.ts";

const removers: ReadonlySet<string> = new Set(["rm", "unlink", "shred"]);

/** Nobody's path is deeper. */
const deepest = 32;

/**
 * Where among the calls the last one stands that removes a path: the path itself, a folder around it, or `folder/*`; -1
 * where none does. What a step removes behind its writing is in no layer.
 */
export function lastRemovals(calls: readonly Call[]): (path: string) => number {
  const removals = new Map<string, number>();
  for (const [index, { name, words }] of calls.entries()) {
    if (!removers.has(name)) continue;
    for (const word of words.slice(1)) removals.set(plain(unquoted(word)), index);
  }
  const at = (path: string) => removals.get(path) ?? -1;
  return (path) => {
    let last = -1;
    let rest = plain(path);
    for (let depth = 0; rest !== "" && depth < deepest && removals.size > 0; depth++) {
      const folder = rest.slice(0, Math.max(rest.lastIndexOf("/"), 0));
      last = Math.max(last, at(rest), at(`${folder}/*`));
      rest = folder;
    }
    return last;
  };
}

/** `./a/` is `a`. */
const plain = (path: string): string => path.replace(/^\.\/+/, "").replace(/(?<=[^/])\/+$/, "");
