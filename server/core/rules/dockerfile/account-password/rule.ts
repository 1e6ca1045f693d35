import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";
import type { Span } from "../../../text.ts";

export default dockerfileRule({
  id: "account-password",
  title: "An account of the image has a password that everybody knows",
  why: "The password is in the file and in the image's history, and the same in every container: whoever gets a shell, or reaches a login, becomes that account with it.",
  mayBreak: "Logins with a password fail. Containers need none: start the process as its account with USER.",
  severity: "error",
  references: ["CWE-798", "CWE-258"],
  aliases: { checkov: ["CKV2_DOCKER_17"], dockle: ["DKL-LI-0001"] },
  options: {},

  *check(file) {
    const values = new Map<string, Span>();
    for (const run of file.instructions) {
      for (const { name, valueSpan } of run.assignments) if (valueSpan) values.set(name, valueSpan);
      if (run.keyword !== "RUN") continue;
      const calls = callsOf(run);
      for (const call of calls) {
        const found = emptied(call) ?? given(file.text, call, calls) ?? byVariable(file, run, call, calls, values);
        if (found) yield file.ships(run) || run.onbuild ? found : { ...found, severity: "info" };
      }
    }
  },
});

/** `passwd -d root`, `usermod -p '' app`. */
function emptied({ name, words }: Call): Finding | undefined {
  const option = words.find(({ value = "" }, index) => index > 0 && /^(?:-[a-zA-Z]*d|--delete)$/.test(value));
  if (name === "passwd" && option) {
    return {
      span: option.span,
      message: "passwd -d leaves an account without a password: anybody may log in as it.",
      severity: "warning",
    };
  }
  const password = passwordOf(name, words);
  if (password?.value !== "") return undefined;
  return {
    span: password.span,
    message: `${name} gives an account an empty password: anybody may log in as it.`,
    severity: "warning",
  };
}

/** A password that stands in the command, or that is handed over to it in the same text. */
function given(text: string, call: Call, calls: readonly Call[]): Finding | undefined {
  const { name, words } = call;
  const span = words[0]?.span ?? call.span;
  const password = passwordOf(name, words);
  // `*` and `!` are no password at all; what begins with `$` and is no variable is a hash.
  if (password?.value && !/^[*!x]+$/.test(password.value)) {
    const message = `${name} gives an account a password that stands in the image's history.`;
    const isHash = password.value.startsWith("$");
    return { span, message, hides: password.span, ...(isHash && { severity: "warning" as const }) };
  }
  const isFed = name === "chpasswd" || (name === "passwd" && words.some(({ value }) => value === "--stdin"));
  const handed = isFed ? (echoed(call, calls) ?? hereString(text, call)) : undefined;
  if (!handed) return undefined;
  const written = text.slice(handed.start, handed.end);
  const root = /(?:^|["'\n])root:/.test(written);
  const who = root ? "root" : "an account";
  const message = `${name} gives ${who} a password that stands in the image's history.`;
  return { span, message, hides: handed, ...(/root:Docker!/.test(written) && forConsole) };
}

/**
 * `echo "root:$PW" | chpasswd`: the value that ARG or ENV gives is as public as one in the command. An argument without
 * one is left to what is said of its name.
 */
function byVariable(
  file: Dockerfile,
  run: Instruction,
  call: Call,
  calls: readonly Call[],
  values: ReadonlyMap<string, Span>,
): Finding | undefined {
  if (call.name !== "chpasswd") return undefined;
  const word = echoBefore(call, calls)?.words.at(-1);
  const [, account, variable = ""] = /^"?([\w.-]{1,32}):\$\{?(\w+)\}?"?$/.exec(word?.text ?? "") ?? [];
  if (!word || variable === "" || run.flags.some(({ value = "" }) => value.includes(`env=${variable}`)))
    return undefined;
  const value = file.stageOf(run)?.substitute(`\${${variable}}`, run);
  const hides = values.get(variable);
  if (!value || !hides || value.includes("$")) return undefined;
  const who = account === "root" ? "root" : "an account";
  const shown = variable.length < 30 ? `$${variable}` : "a variable";
  return {
    span: word.span,
    message: `chpasswd gives ${who} the password that ${shown} has in this file, where everybody reads it.`,
    hides,
  };
}

/** Azure App Service documents this very password for its console, and lets nobody else reach the port. */
const forConsole = {
  severity: "info" as const,
  note: "Azure App Service logs in with it to port 2222, which it does not let others reach. Anywhere else the account is open.",
};

/** What an echo says that stands before the call in its pipe, if none of it is a variable. */
function echoed(call: Call, calls: readonly Call[]): Span | undefined {
  const source = echoBefore(call, calls);
  return source?.words.slice(1).find(({ value }) => value !== undefined && /^[^-].*\S/s.test(value))?.span;
}

function echoBefore({ pipeline, command }: Call, calls: readonly Call[]): Call | undefined {
  const at = pipeline && command ? pipeline.commands.indexOf(command) : -1;
  const before = at > 0 ? pipeline?.commands[at - 1] : undefined;
  return before && calls.find(({ command: other, name }) => other === before && /^(?:echo|printf)$/.test(name));
}

/** `chpasswd <<< "root:…"` */
function hereString(text: string, { span, words }: Call): Span | undefined {
  const from = words.at(-1)?.span.end ?? span.end;
  const [all = "", before = "", written = ""] =
    /^(\s*<<<\s*)("[^"$`\n]*"|'[^'\n]*'|[^\s$`"']+)/.exec(text.slice(from, from + 400)) ?? [];
  return all === "" ? undefined : { start: from + before.length, end: from + before.length + written.length };
}

/** The value of `-p` or `--password`. */
function passwordOf(name: string, words: readonly ShellWord[]): Pick<ShellWord, "span" | "value"> | undefined {
  if (name !== "useradd" && name !== "usermod") return undefined;
  for (const [index, { value = "", span }] of words.entries()) {
    if (index === 0) continue;
    if (/^(?:-[a-zA-Z]*p|--password)$/.test(value)) return words[index + 1];
    if (value.startsWith("--password=")) return { span, value: value.slice("--password=".length) };
  }
  return undefined;
}
