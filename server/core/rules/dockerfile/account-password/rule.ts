import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellWord } from "../../../syntax/shell.ts";

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
    const shipped = new Set(file.final?.chain);
    for (const run of file.instructions) {
      if (run.keyword !== "RUN") continue;
      const calls = callsOf(run);
      for (const call of calls) {
        const found = emptied(call) ?? given(call, calls);
        if (found) yield shipped.has(run) || run.onbuild ? found : { ...found, severity: "info" };
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

/** A password that stands in the command, or that the command before hands over. */
function given(call: Call, calls: readonly Call[]): Finding | undefined {
  const { name, words, pipeline } = call;
  const password = passwordOf(name, words);
  // `*` and `!` are no password at all; what begins with `$` and is no variable is a hash.
  if (password?.value && !/^[*!x]+$/.test(password.value)) {
    return {
      span: words[0]?.span ?? call.span,
      message: `${name} gives an account a password that stands in the image's history.`,
      severity: "warning",
    };
  }
  const isFed = name === "chpasswd" || (name === "passwd" && words.some(({ value }) => value === "--stdin"));
  const source = isFed ? feederOf(call, calls) : undefined;
  if (!isFed || (source === undefined && pipeline)) return undefined;
  const isKnown = source?.words
    .slice(1)
    .some(({ value, text }) => value !== undefined && /\S/.test(text) && !value.startsWith("-"));
  if (source && !isKnown) return undefined;
  const isForConsole = source?.words.some(({ value }) => value === "root:Docker!") === true;
  const root = source?.words.some(({ text }) => /(?:^|["'\n])root:/.test(text));
  return {
    span: words[0]?.span ?? call.span,
    message: `${name} gives ${root ? "root" : "an account"} a password that stands in the image's history.`,
    ...(isForConsole ? forConsole : root ? {} : { severity: "warning" as const }),
  };
}

/** Azure App Service documents this very password for its console, and lets nobody else reach the port. */
const forConsole = {
  severity: "info" as const,
  note: "Azure App Service logs in with it to port 2222, which it does not let others reach. Anywhere else the account is open.",
};

/** What stands before it in its pipe. */
function feederOf({ pipeline, command }: Call, calls: readonly Call[]): Call | undefined {
  const at = pipeline && command ? pipeline.commands.indexOf(command) : -1;
  const before = at > 0 ? pipeline?.commands[at - 1] : undefined;
  return before && calls.find((call) => call.command === before && (call.name === "echo" || call.name === "printf"));
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
