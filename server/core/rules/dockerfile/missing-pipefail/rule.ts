import { insert } from "../../../edits/change.ts";
import type { Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import { readDownload, verifies } from "../../../model/downloads.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "missing-pipefail",
  title: "A pipe hides that a download or a check has failed",
  why: "A pipe's result is that of its last command: a download that breaks off, or a signature that does not fit, goes by unnoticed, and the build ships what came.",
  mayBreak: "A build that went on over failures in a pipe stops at them.",
  severity: "hint",
  references: ["Dockerfile best practices", "CWE-252"],
  aliases: { hadolint: ["DL4006"], kics: ["efbf148a-67e9-42d2-ac47-02fa1c0d0b22"] },
  options: {},

  *check(file) {
    for (const stage of file.stages) {
      if (stage.windows) continue;
      let shell = inheritedShell(stage);
      for (const run of stage.instructions) {
        if (run.keyword === "SHELL" && !run.onbuild) shell = run;
        if (run.keyword !== "RUN" || run.form !== "shell" || fails(file, run, shell)) continue;
        const call = callsOf(run).find(isHidden);
        if (call) yield finding(file, stage, run, call, shell);
      }
    }
  },
});

/** The last that the stages set which this one stands on. */
function inheritedShell({ chain, instructions }: Stage): Instruction | undefined {
  const own = instructions[0];
  const inherited = own ? chain.slice(0, Math.max(chain.indexOf(own), 0)) : chain;
  return inherited.findLast(({ keyword, onbuild }) => keyword === "SHELL" && !onbuild);
}

/** Not the last of its pipe, and of a sort whose failure matters. */
function isHidden(call: Call): boolean {
  const { pipeline, command } = call;
  if (!pipeline || !command || pipeline.commands.at(-1) === command) return false;
  return readDownload(call) !== undefined || verifies(call) || matters.has(call.name);
}

const matters = new Set(["tar", "unzip", "gpg", "openssl", "git", "pg_dump", "mysqldump"]);

/** Set by the RUN itself, by its heredoc, or by the shell that is in force. */
function fails({ text }: Dockerfile, run: Instruction, shell: Instruction | undefined): boolean {
  if (/\bpipefail\b/.test(text.slice(run.span.start, run.span.end))) return true;
  const words = shell?.words.map(({ value }) => value) ?? [];
  return words.some((word) => /pipefail/.test(word)) || /pwsh|powershell|cmd/i.test(words[0] ?? "");
}

function finding(
  file: Dockerfile,
  stage: Stage,
  run: Instruction,
  call: Call,
  shell: Instruction | undefined,
): Finding {
  const word = call.words[0];
  const isPlain = run.heredocs.length === 0 && !run.onbuild && file.text[run.body.start] !== "<";
  const known = isPlain && knowsPipefail(stage, shell);
  return {
    span: word?.span ?? call.span,
    message: `If ${call.name} fails in this pipe, the build goes on: no \`pipefail\` is set.`,
    ...(!known && {
      note: 'Debian\'s sh does not know it: write `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` above.',
    }),
    fixes: () =>
      known
        ? [{ title: "Set pipefail", safety: "review", changes: [insert(run.body.start, "set -o pipefail && ")] }]
        : [],
  };
}

/** Alpine's ash and the bash of Red Hat's and SUSE's systems know it; Debian's dash does not. */
function knowsPipefail({ facts }: Stage, shell: Instruction | undefined): boolean {
  const program = shell?.words[0]?.value;
  if (program !== undefined) return /\/(?:bash|zsh|ksh)$/.test(program);
  return /^(?:alpine|rhel|oraclelinux|amazonlinux|azurelinux|photon|suse|arch|busybox|wolfi)/.test(facts?.family ?? "");
}
