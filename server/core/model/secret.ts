import { findSecretFormat } from "./secret-formats.ts";
import { findEmbeddedPassword } from "./secret-in-url.ts";
import { readSecretName, type SecretName } from "./secret-name.ts";
import { isPlaceholder, isReference, isWeakPassword, looksLikeName, looksRandom, saysNothing } from "./secret-value.ts";

/**
 * `certain`: the value has the form that a provider gives its secrets, or a place where only a secret stands.
 * `likely`: the name says secret and the value is one that a program would take for it.
 * `name-only`: the name says secret; the value is a placeholder, or says too little.
 */
export interface SecretVerdict {
  readonly certainty: "certain" | "likely" | "name-only";
  /** With its article, never with its value: `a GitHub token`. */
  readonly what: string;
}

/** What stands beyond is a script or a bundle, and not looked at. */
const longestValue = 4096;

/**
 * Judges a setting by its name and its value. `name` is undefined for a bare word of a command line: then only the
 * value's own form counts. Values that stand for another (`$X`, `<token>`), that are empty, switches, paths or addresses
 * are no secrets.
 */
export function judgeSecret(name: string | undefined, value: string): SecretVerdict | undefined {
  const text = unquoted(value.slice(0, longestValue).trim());
  if (text === "") return;
  const read = name === undefined ? undefined : readSecretName(name);
  if (read?.kind === "public") return judgeByForm(text, true);
  return judgeByForm(text, false) ?? (read && judgeByName(read, text));
}

/** Quotes that belong to the value itself: `- PASSWORD="x"` in a list. */
function unquoted(value: string): string {
  const quote = value[0];
  return (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote)
    ? value.slice(1, -1).trim()
    : value;
}

/** What the name alone says, for a setting whose value is given elsewhere: an ARG without default. */
export function secretNamed(name: string): string | undefined {
  const read = readSecretName(name);
  return read && read.kind !== "public" && read.kind !== "vague" ? read.what : undefined;
}

function judgeByForm(value: string, namedPublic: boolean): SecretVerdict | undefined {
  const format = findSecretFormat(value);
  if (format) return namedPublic && format.publishable ? undefined : { certainty: format.certainty, what: format.what };
  const embedded = findEmbeddedPassword(value);
  if (!embedded || isPlaceholder(embedded.password)) return;
  return { certainty: embedded.certainty, what: embedded.what };
}

function judgeByName(name: SecretName, value: string): SecretVerdict | undefined {
  if (isReference(value) || saysNothing(value, name.kind)) return;
  const nameOnly = { certainty: "name-only", what: name.what } as const;
  const likely = { certainty: "likely", what: name.what } as const;
  if (name.kind === "vague") return looksRandom(value) && !isPlaceholder(value) ? likely : undefined;
  if (isPlaceholder(value) && !(name.kind === "password" && isWeakPassword(value))) return nameOnly;
  if (name.kind === "password") return /\s\S+\s/.test(value) ? nameOnly : likely;
  if (/\s/.test(value)) return nameOnly;
  // Of several words it is rather the name of a Secret, a file or a key than a secret itself.
  if (looksLikeName(value)) {
    if (/^[a-z]+$/i.test(value)) return name.definite ? likely : nameOnly;
    return name.definite ? nameOnly : undefined;
  }
  return value.length >= 8 || name.definite ? likely : nameOnly;
}
