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
const known = new Map<string, RegExp | undefined>();

function matches(pattern: string, path: string): boolean {
  let expression = known.get(pattern);
  if (!known.has(pattern)) {
    if (known.size > 1000) known.clear();
    expression = pattern.length > longest ? undefined : toExpression(pattern);
    known.set(pattern, expression);
  }
  return expression?.test(path) ?? false;
}

/** `*` and `?` stop at slashes, `**` does not, `[a-z]` is a class, and a backslash takes the next letter as it is. */
function toExpression(pattern: string): RegExp | undefined {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] ?? "";
    if (letter === "*") {
      if (pattern[at + 1] !== "*") {
        source += "[^/]*";
        continue;
      }
      while (pattern[at + 1] === "*") at++;
      // `**/a` is also `a`.
      if (pattern[at + 1] === "/") {
        at++;
        source += "(?:.*/)?";
      } else source += ".*";
    } else if (letter === "?") source += "[^/]";
    else if (letter === "[") {
      const end = pattern.indexOf("]", at + 2);
      if (end < 0) return undefined;
      source += `[${pattern.slice(at + 1, end).replace(/[\\[]/g, "\\$&")}]`;
      at = end;
    } else if (letter === "\\") source += escaped(pattern[++at] ?? "");
    else source += escaped(letter);
  }
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return undefined;
  }
}

const escaped = (letter: string): string => letter.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
