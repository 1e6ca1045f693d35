import { judgeSecret } from "../../../model/secret.ts";
import type { Call } from "../../../model/shell-calls.ts";
import type { ShellWord } from "../../../syntax/shell.ts";
import type { Span } from "../../../text.ts";

export interface CommandSecret {
  readonly span: Span;
  /** With its article, never with its value. */
  readonly what: string;
  /** What is given it, as the message names it. */
  readonly name: string;
  /** A default or a plain word, which guards little. */
  readonly isWeak: boolean;
}

/** Secrets that stand in a command: by their form, by the option or the variable that takes them. */
export function secretsIn({ name, words, command }: Call): readonly CommandSecret[] {
  const found: CommandSecret[] = [];
  if (!words.some(({ text }) => mayBeSecret.test(text)) && !command?.assignments.length) return found;
  for (const { name: variable, value } of command?.words[0] === words[0] ? (command?.assignments ?? []) : []) {
    if (value?.value !== undefined) found.push(...named(variable, value.value, value.span));
  }
  for (const [index, word] of words.entries()) {
    if (index === 0 || word.value === undefined) continue;
    const secret = byForm(name, word) ?? byOption(name, words, index) ?? byAssignment(name, word);
    if (secret) found.push(secret);
  }
  return found;
}

/** No secret is handed over without an option, a variable or a URL for it, or is a word as long as a token. */
const mayBeSecret = /pass|pwd|token|secret|key|auth|cred|:\/\/|^-+[A-Za-z]*[uUp]|[\w+/=-]{20}/i;

/** A token is long, and begins no option. */
const mayHaveForm = /:\/\/|^[^-].{15}|=.{16}/s;

/** A token or a URL with its password, wherever it stands. */
function byForm(name: string, { value = "", span }: ShellWord): CommandSecret | undefined {
  // Programs that search and replace are given patterns.
  if (name === "sed" || name === "grep" || !mayHaveForm.test(value)) return undefined;
  const verdict =
    judgeSecret(undefined, value) ??
    judgeSecret(undefined, value.replace(/^.*?[=:]\s*(?:Bearer |token |Basic )?/i, ""));
  if (!verdict || verdict.certainty === "name-only") return undefined;
  return { span, what: verdict.what, name, isWeak: verdict.certainty === "likely" };
}

/** `--password=x`, `curl -u user:x`, `-H "Authorization: Bearer x"`, `mysql -px`. */
function byOption(name: string, words: readonly ShellWord[], index: number): CommandSecret | undefined {
  const word = words[index];
  const value = word?.value ?? "";
  const before = words[index - 1]?.value ?? "";
  if (!word) return undefined;
  const [, option = "", joined] = /^--([\w-]+)(?:=(.*))?$/s.exec(value) ?? [];
  if (option !== "" && joined !== undefined && !notOptions.test(option))
    return first(named(option, joined, word.span), name);
  const [, previous = ""] = /^--([\w-]+)$/.exec(before) ?? [];
  if (previous !== "" && !value.startsWith("-") && !notOptions.test(previous))
    return first(named(previous, value, word.span), name);
  if (name === "curl" || name === "http" || name === "https") {
    const login = /^(?:-u|--user|-U|--proxy-user)$/.test(before) ? /^[^:]*:(.+)$/s.exec(value)?.[1] : undefined;
    if (login) return first(named("password", login, word.span), name);
    const header =
      /^(?:authorization|x-[\w-]*(?:token|key)|private-token)\s*:\s*(?:bearer|basic|token)?\s*(\S+)$/i.exec(value)?.[1];
    if (header) return first(named("token", header, word.span), name);
  }
  const attached = databases.has(name) ? /^-p(.+)$/s.exec(value)?.[1] : undefined;
  return attached ? first(named("password", attached, word.span), name) : undefined;
}

const databases = new Set(["mysql", "mysqladmin", "mysqldump", "mariadb", "sshpass"]);

/** Options that are named after secrets and take something else: a file, a switch. */
const notOptions =
  /(?:file|path|stdin|fd|env|prompt|length|policy|type|format|from|name|id|url|host|dir|lifetime|expire\w*|age|hash|no-password|disabled-password|with-password|secret-id|key-id|keyserver|public-key|signing-key|recv-keys?)$/i;

/** `export TOKEN=…`, `npm config set //registry/:_authToken=…`, `git config user.password …`. */
function byAssignment(name: string, { value = "", span }: ShellWord): CommandSecret | undefined {
  if (!setters.has(name)) return undefined;
  const [, variable = "", text = ""] = /^(?:[^=]*[/:._])?([A-Za-z_][\w-]*)=(.+)$/s.exec(value) ?? [];
  return variable === "" ? undefined : first(named(variable, text, span), name);
}

const setters = new Set([
  "export",
  "env",
  "npm",
  "yarn",
  "pnpm",
  "pip",
  "git",
  "composer",
  "bundle",
  "dotnet",
  "setx",
  "poetry",
]);

const first = (found: readonly CommandSecret[], name: string): CommandSecret | undefined =>
  found[0] && { ...found[0], name };

function named(name: string, value: string, span: Span): readonly CommandSecret[] {
  const verdict = judgeSecret(name, value);
  if (!verdict || verdict.certainty === "name-only") return [];
  return [
    { span, what: verdict.what, name, isWeak: verdict.certainty === "likely" && /^[a-z]{1,12}\d{0,4}$/i.test(value) },
  ];
}
