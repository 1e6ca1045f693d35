/** A mode as chmod and `--chmod` take it, that lets every account write. */
export interface OpenMode {
  /** The nearest mode without that; undefined where nothing would be left of it. */
  readonly closed: string | undefined;
}

/** Undefined where others cannot write, or only below a sticky bit, as in /tmp: nobody removes what others own there. */
export function readOpenMode(mode: string): OpenMode | undefined {
  if (/^[0-7]{3,5}$/.test(mode)) return openOctal(mode);
  if (!/^(?:[ugoa]*(?:[-+=][rwxXst]*)+)(?:,[ugoa]*(?:[-+=][rwxXst]*)+)*$/.test(mode) || mode.includes("t")) return;
  const clauses = mode.split(",").map(closeClause);
  if (clauses.every((clause) => clause.open === false)) return;
  const closed = clauses.flatMap(({ text }) => (text === "" ? [] : [text]));
  return { closed: closed.length > 0 ? closed.join(",") : undefined };
}

function openOctal(mode: string): OpenMode | undefined {
  const bits = Number.parseInt(mode, 8);
  if ((bits & 0o002) === 0 || (bits & 0o1000) !== 0) return;
  // 777 and 666 are written without a thought for the group; any other mode says what the group may do.
  const group = (bits & 0o070) === (bits & 0o007) << 3 && (bits & 0o6000) === 0 ? 0o020 : 0;
  return { closed: (bits & ~(0o002 | group)).toString(8).padStart(mode.length, "0") };
}

/** `a+rwx` becomes `u+rwx,go+rx`; a clause with two operators is left as it is. */
function closeClause(clause: string): { readonly text: string; readonly open: boolean } {
  const [, who = "", operator = "", permissions = ""] = /^([ugoa]*)([+=])([rwxXs]*)$/.exec(clause) ?? [];
  const all = who.includes("a");
  if (!permissions.includes("w") || !(all || who.includes("o"))) return { text: clause, open: false };
  const rest = permissions.replace("w", "");
  const owner = all || who.includes("u");
  const group = all || who.includes("g");
  const kept = owner ? `u${operator}${permissions}` : group ? `g${operator}${permissions}` : "";
  const others = `${owner && group ? "go" : "o"}${operator}${rest}`;
  return { text: [kept, rest === "" && operator === "+" ? "" : others].filter(Boolean).join(","), open: true };
}
