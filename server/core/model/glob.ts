/** A piece of a pattern: what it does with the next character of a path. */
type Piece =
  | { readonly kind: "letter"; readonly letter: string }
  | { readonly kind: "class"; readonly letters: RegExp }
  | { readonly kind: "one" }
  /** `*`: any characters but slashes. */
  | { readonly kind: "some" }
  /** `**`: any characters. */
  | { readonly kind: "any" }
  /** Goes on as if the next two pieces were not there, too. */
  | { readonly kind: "optional" };

export type Glob = readonly Piece[];

/** `*` and `?` stop at slashes, `**` does not, `[a-z]` is a class, and a backslash takes the next letter as it is. */
export function readGlob(pattern: string): Glob | undefined {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] ?? "";
    if (letter === "*" && pattern[at + 1] === "*") {
      while (pattern[at + 1] === "*") at++;
      // `**/a` is also `a`.
      if (pattern[at + 1] === "/") {
        at++;
        pieces.push({ kind: "optional" }, { kind: "any" }, { kind: "letter", letter: "/" });
      } else pieces.push({ kind: "any" });
    } else if (letter === "*") pieces.push({ kind: "some" });
    else if (letter === "?") pieces.push({ kind: "one" });
    else if (letter === "[") {
      const end = pattern.indexOf("]", at + 2);
      const letters = end < 0 ? undefined : classOf(pattern.slice(at + 1, end));
      if (!letters) return undefined;
      pieces.push({ kind: "class", letters });
      at = end;
    } else pieces.push({ kind: "letter", letter: letter === "\\" ? (pattern[++at] ?? "\\") : letter });
  }
  return pieces;
}

function classOf(inner: string): RegExp | undefined {
  try {
    return new RegExp(`^[${inner.replace(/[\\[]/g, "\\$&")}]$`);
  } catch {
    return undefined;
  }
}

/**
 * Whether the pattern fits the whole path. It keeps all places in the pattern that the path may have led to, so that no
 * pattern takes longer than its length times the path's.
 */
export function fits(glob: Glob, path: string): boolean {
  let places = reached(glob, [0]);
  for (const letter of path.split("")) {
    const next: number[] = [];
    for (const at of places) {
      const piece = glob[at];
      if (!piece) continue;
      if (piece.kind === "any" || (piece.kind === "some" && letter !== "/")) next.push(at);
      else if (takes(piece, letter)) next.push(at + 1);
    }
    if (next.length === 0) return false;
    places = reached(glob, next);
  }
  return places.has(glob.length);
}

function takes(piece: Piece, letter: string): boolean {
  switch (piece.kind) {
    case "letter":
      return piece.letter === letter;
    case "class":
      return piece.letters.test(letter);
    case "one":
      return letter !== "/";
    default:
      return false;
  }
}

/** The places, and those behind pieces that may stand for nothing. */
function reached(glob: Glob, places: readonly number[]): ReadonlySet<number> {
  const all = new Set<number>();
  const open = [...places];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (all.has(at)) continue;
    all.add(at);
    const kind = glob[at]?.kind;
    if (kind === "some" || kind === "any" || kind === "optional") open.push(at + 1);
    if (kind === "optional") open.push(at + 3);
  }
  return all;
}
