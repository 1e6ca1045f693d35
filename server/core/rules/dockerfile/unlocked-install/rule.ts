import { replace } from "../../../edits/change.ts";
import type { Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import { type Call, callsOf, isWritten } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import { installers, operands } from "./installers.ts";
import { lockCopied } from "./lock-copied.ts";

export default dockerfileRule({
  id: "unlocked-install",
  title: "The install does not keep to the lock file",
  why: "The lock file names what has been looked at, with checksums. An install that may change it takes in a newer version of anything, hijacked or not, and runs its install scripts.",
  mayBreak: "The build fails where the lock file does not fit the manifest: update it, and commit it.",
  severity: "info",
  references: ["CWE-1357", "CWE-829"],
  aliases: {},
  options: {},

  *check(file) {
    for (const stage of file.stages) {
      for (const run of stage.instructions) {
        if (run.keyword !== "RUN") continue;
        for (const call of callsOf(run)) {
          yield* unsafe(call);
          yield* judge(file, stage, run, call);
        }
      }
    }
  },
});

/** npm then does not give root up for the scripts of packages. */
function* unsafe({ name, words }: Call): Iterable<Finding> {
  if (name !== "npm") return;
  const at = words.findIndex(({ value = "" }) => /^--unsafe-perm(?:=true)?$/.test(value));
  const setting = words.findIndex(({ value = "" }) => /^unsafe-perm(?:=true)?$/.test(value));
  const isSet =
    words.some(({ value }) => value === "config") &&
    setting > 0 &&
    !/^(?:false|0)$/.test(words[setting + 1]?.value ?? "");
  const word = words[at > 0 ? at : isSet ? setting : -1];
  if (!word) return;
  yield { span: word.span, message: "npm runs the install scripts of every package as root." };
}

function* judge(file: Dockerfile, stage: Stage, run: Instruction, { name, words }: Call): Iterable<Finding> {
  const installer = installers.get(name);
  const word = words[0];
  const args = words.slice(1).map(({ value, text }) => value ?? text);
  if (!installer || !word || args.some((arg) => installer.keeps.test(arg))) return;
  if (!installer.isInstall(operands(args).length === 0 ? ["", ...args] : args)) return;
  if (name === "yarn" && isFrozenByDefault(file)) return;
  const copied = lockCopied(stage, run, installer.lock);
  if (!copied) return;
  const verb = words.findIndex(({ value = "" }, index) => index > 0 && !value.startsWith("-"));
  const target = words[verb];
  yield {
    span: { start: word.span.start, end: (target ?? word).span.end },
    message: `${[name, target?.value].filter(Boolean).join(" ")} may change ${installer.shown}; ${installer.advice} keeps to it.`,
    fixes: () =>
      name === "npm" &&
      copied === "surely" &&
      target &&
      run.form === "shell" &&
      isWritten(file, target) &&
      args.every(suitsCi)
        ? [{ title: "Use npm ci", safety: "review", changes: [replace(target.span, "ci")] }]
        : [],
  };
}

/** Yarn's newer versions keep to the lock file in CI. */
const isFrozenByDefault = ({ text }: Dockerfile): boolean => /\bCI[= ](?:true|1)\b/.test(text);

/** The verb itself, and what npm ci takes as well. */
const suitsCi = (arg: string): boolean =>
  !arg.startsWith("-") ||
  /^(?:--(?:omit|only|production|no-audit|no-fund|loglevel|ignore-scripts|legacy-peer-deps|silent|quiet)(?:=.*)?|-s)$/.test(
    arg,
  );
