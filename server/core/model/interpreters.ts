import type { ShellWord } from "../syntax/shell.ts";
import type { Call } from "./shell-calls.ts";

interface Interpreter {
  /** Options whose value is the next word. */
  readonly valued: RegExp;
  /** Options that bring the code themselves, or run something else: then neither input nor file is code. */
  readonly inline: RegExp;
}

const shell: Interpreter = {
  valued: /^[-+][a-z]*[oO]$|^--(?:rcfile|init-file)$/,
  inline: /^-[a-z]*c|^--(?:version|help)$/,
};
const python: Interpreter = { valued: /^-[WX]$/, inline: /^-[a-zA-Z]*[cmV]|^--(?:version|help)$/ };
const perl: Interpreter = { valued: /^-I$/, inline: /^-[a-zA-Z]*[eEnpv]/ };

const interpreters: readonly (readonly [RegExp, Interpreter])[] = [
  [/^(?:sh|bash|ash|dash|ksh|zsh)$/, shell],
  [/^(?:python|pypy)[\d.]*$/, python],
  [/^(?:perl|ruby)[\d.]*$/, perl],
  [/^node(?:js)?$/, { valued: /^(?:-r|--require|--import)$/, inline: /^-(?:[epvci]+|-(?:eval|print|version|check))/ }],
  [/^php[\d.]*$/, { valued: /^-[cd]$/, inline: /^-[rBREFSsimv]/ }],
];

/** True for an interpreter that takes its standard input for code: `bash`, `sh -s -- x`, `python3 -`. */
export function readsCode(call: Call): boolean {
  const operand = firstOperand(call);
  if (operand === undefined) return false;
  return operand === "none" || operand.value === "-" || operand.value === "/dev/stdin";
}

/** The script file that an interpreter is given, `source x` and `./x.sh` included. */
export function runFile(call: Call): ShellWord | undefined {
  if (call.name === "source" || call.name === ".") return call.words[1];
  const own = call.words[0];
  if (own?.value?.includes("/") && /\.(?:sh|bash|py|pl|run)$/.test(own.value)) return own;
  const operand = firstOperand(call);
  return operand === undefined || operand === "none" ? undefined : operand;
}

/** The first word that is no option; undefined for what is no interpreter or has its code in an option. */
function firstOperand({ name, words }: Call): ShellWord | "none" | undefined {
  const found = interpreters.find(([names]) => names.test(name))?.[1];
  if (!found) return;
  for (let at = 1; at < words.length; at++) {
    const word = words[at];
    const value = word?.value;
    if (!word || value === "--" || (found === shell && value !== undefined && /^-[a-rt-z]*s[a-z]*$/.test(value))) {
      return name.startsWith("php") || found === shell ? "none" : words[at + 1];
    }
    if (value === undefined || value === "-" || !/^[-+]/.test(value)) return word;
    if (found.inline.test(value)) return;
    if (found.valued.test(value)) at++;
  }
  return "none";
}
