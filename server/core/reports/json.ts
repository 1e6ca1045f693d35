/** Reads untrusted JSON: what is not there, or of another type, is undefined or empty. */
export function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of keys) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Longer words are nobody's names. */
const longest = 300;

/** A text on one line, without what an editor would take for markup. */
export function word(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value
    .slice(0, longest)
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, " ")
    .replace(/[`<>[\]|]/g, "")
    .trim();
  return text === "" ? undefined : text;
}

/** The day of a time as JSON writes it. */
export const day = (value: unknown): string | undefined =>
  typeof value === "string" ? /^\d{4}-\d\d-\d\d(?=T|$| )/.exec(value)?.[0] : undefined;
