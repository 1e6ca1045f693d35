import { insert } from "../../../edits/change.ts";
import type { Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import { readDownload, verifies } from "../../../model/downloads.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { ShellCommand } from "../../../syntax/shell.ts";

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
        const call = callsOf(run).find((one) => isHidden(one) && !isExpected(file.text, one));
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
  const last = pipeline.commands.at(-1);
  if (last && failsOnNothing(last)) return false;
  const args = call.words.slice(1).map(({ value, text }) => value ?? text);
  if (readDownload(call)) return !args.some((arg) => /^(?:--version|--help|-V)$/.test(arg));
  return verifies(call) || (matters.get(call.name)?.test(args.join(" ").slice(0, longest)) ?? false);
}

/** Where nothing comes, or only a part, grep finds nothing, and what unpacks or reads keys says so and fails. */
function failsOnNothing({ words }: ShellCommand): boolean {
  const args = words.map(({ value, text }) => value ?? text);
  const at = args[0] === "sudo" ? 1 : 0;
  const name = args[at] ?? "";
  const rest = args.slice(at + 1);
  if (/^[ef]?grep$/.test(name)) return !rest.some((arg) => /^(?:-[^\Wv]*v\w*|--invert-match)$/.test(arg));
  if (/^(?:tar|bsdtar)$/.test(name))
    return /^-?[A-Za-z]*x|(?:^| )(?:-[A-Za-z]*x|--(?:extract|get)\b)/.test(rest.join(" ").slice(0, longest));
  if (/^(?:gzip|xz|bzip2|zstd|lz4)$/.test(name)) return rest.some((arg) => /^(?:-[^\Wd]*d\w*|--decompress)$/.test(arg));
  return /^(?:gunzip|zcat|unxz|xzcat|bunzip2|bzcat|unzstd|cpio|gpg2?|apt-key)$/.test(name);
}

/** Commands are judged by their beginnings. */
const longest = 500;

/** What is made of or taken from files; a list or a version that does not come is nothing that the build ships. */
const matters: ReadonlyMap<string, RegExp> = new Map([
  ["tar", /^-?[A-Za-z]*[xc]|(?:^| )(?:-[A-Za-z]*[xc]|--(?:extract|create|get)\b)/],
  ["unzip", /(?:^| )-[a-z]*p/],
  ["gpg", /(?:^| )(?:--(?:dearmor|import|decrypt|export|enarmor|recv-keys?)\b|-d\b)/],
  ["openssl", /^(?:enc|base64|smime|cms|dgst|pkeyutl|rsautl)\b/],
  ["git", /(?:^| )(?:archive|fetch|clone|format-patch|diff|show)\b/],
  ["pg_dump", /^/],
  ["mysqldump", /^/],
]);

/** A failure that the build asks for or passes over on purpose: `if curl … | grep …; then`, `… | cat || true`. */
function isExpected(text: string, { pipeline }: Call): boolean {
  if (!pipeline) return false;
  const { start, end } = pipeline.span;
  const before = text.slice(Math.max(0, start - 80), start);
  return (
    /^[ \t]*(?:\\\r?\n[ \t]*)?\|\|[ \t]*(?:true|:)(?![\w/])/.test(text.slice(end, end + 50)) ||
    /(?:^|[\s;&|(])(?:if|elif|while|until|!)[ \t]+$/.test(before) ||
    // The result of what stands in an argument counts for nothing, with the option or without.
    (/(?:\$\(|`)\s*$/.test(before) &&
      !/(?:^|[\s;&|({])[A-Za-z_]\w*=["']?(?:\$\(|`)\s*$/.test(
        before.replace(/(?:export|local|declare|readonly)\s+\w+=(?=["']?(?:\$\(|`)\s*$)/, ""),
      ))
  );
}

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
  const known = isPlain && knowsPipefail(stage, shell) && bearsPipefail(run);
  return {
    span: word?.span ?? call.span,
    message: `If ${call.name} fails in this pipe, the build goes on: no \`pipefail\` is set.`,
    ...(!knowsPipefail(stage, shell) && {
      note: 'Debian\'s sh does not know it: write `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` above.',
    }),
    fixes: () =>
      known
        ? [{ title: "Set pipefail", safety: "review", changes: [insert(run.body.start, "set -o pipefail && ")] }]
        : [],
  };
}

/** False where a pipe has a command that may fail as a matter of course, or is cut off: `yes | …`, `… | head -1`. */
const bearsPipefail = (run: Instruction): boolean =>
  (run.shell()?.pipelines ?? []).every(({ commands }) =>
    commands.every(({ name = "" }, index) =>
      index === commands.length - 1 ? !early.has(name) : mustSucceed.has(name),
    ),
  );

const early = new Set(["head", "grep", "egrep", "fgrep", "sed", "awk", "true", ""]);
const mustSucceed = new Set([
  "curl",
  "wget",
  "echo",
  "printf",
  "cat",
  "tar",
  "gpg",
  "openssl",
  "base64",
  "gunzip",
  "zcat",
  "xz",
  "tr",
  "cut",
  "tee",
]);

/** Alpine's ash and the bash of Red Hat's and SUSE's systems know it; Debian's dash does not. */
function knowsPipefail({ facts }: Stage, shell: Instruction | undefined): boolean {
  const program = shell?.words[0]?.value;
  if (program !== undefined) return /\/(?:bash|zsh|ksh)$/.test(program);
  return /^(?:alpine|rhel|oraclelinux|amazonlinux|azurelinux|photon|suse|arch|busybox|wolfi)/.test(facts?.family ?? "");
}
