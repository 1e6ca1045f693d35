import { replace } from "../../../edits/change.ts";
import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { assignmentRemoval } from "../../../model/dockerfile-edits.ts";
import { verifies } from "../../../model/downloads.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import { firstLine, type Span } from "../../../text.ts";
import { skipsOf, written } from "./commands.ts";
import { skipsChecks } from "./variables.ts";

export default dockerfileRule({
  id: "skipped-certificate-check",
  title: "A certificate is not checked",
  why: "Whoever gets between the build and the server poses as the server: what is downloaded, installed and run is theirs, and the tokens that are sent along are theirs, too.",
  mayBreak:
    "The download fails until the authority that signed the server's certificate is known: install `ca-certificates`, or copy your own authority's certificate in.",
  severity: "warning",
  references: ["CWE-295", "NIST SP 800-190"],
  aliases: {
    checkov: [
      "CKV2_DOCKER_2",
      "CKV2_DOCKER_3",
      "CKV2_DOCKER_4",
      "CKV2_DOCKER_5",
      "CKV2_DOCKER_6",
      "CKV2_DOCKER_12",
      "CKV2_DOCKER_13",
      "CKV2_DOCKER_14",
      "CKV2_DOCKER_15",
      "CKV2_DOCKER_16",
    ],
    dockle: ["CIS-DI-0005"],
    cis_docker: ["4.5"],
  },
  options: {},

  *check(file) {
    if (!mayBeSkipped.test(file.text)) return;
    for (const instruction of file.instructions) {
      if (instruction.keyword === "ENV" || instruction.keyword === "ARG") yield* declared(file, instruction);
      else if (runs.has(instruction.keyword)) yield* called(file, instruction);
      yield* configured(file.text, instruction);
    }
  },
});

/** Lines that a heredoc writes into a file, and what PowerShell is told. */
function* configured(text: string, instruction: Instruction): Iterable<Finding> {
  const { keyword, heredocs, body } = instruction;
  if (keyword !== "RUN" && keyword !== "COPY" && keyword !== "ADD") return;
  // What begins with a heredoc is a script, and its calls are judged.
  for (const { content } of keyword === "RUN" && text.startsWith("<<", body.start) ? [] : heredocs) {
    let at = content.start;
    for (const line of text.slice(content.start, content.end).split("\n")) {
      const found = /^\s*[#;]/.test(line) ? undefined : written.exec(line);
      if (found) yield taken({ start: at + found.index, end: at + found.index + found[0].length }, found[0]);
      at += line.length + 1;
    }
  }
  if (keyword !== "RUN" || instruction.shell()) return;
  const found = powershell.exec(text.slice(body.start, body.end));
  if (found) {
    const start = body.start + found.index;
    yield taken(firstLine(text, { start, end: start + found[0].length }), found[0]);
  }
}

const taken = (span: Span, what: string): Finding => ({
  span,
  message: `${what.length < 60 ? what : "This"} takes any certificate: whoever is in between decides what comes.`,
});

const powershell =
  /-SkipCertificateCheck\b(?!:\s*\$false)|\bServerCertificateValidationCallback\s*=\s*\{\s*\$true\s*\}/i;

/** Words of which one stands in every option, setting and variable that turns a check off. */
const mayBeSkipped = /insecure|certificate|cert\b|trust|verif|ssl|tls|secure-http|[\s"']-[A-Za-z]*k/i;

const echoes = new Set(["echo", "printf"]);
const runs = new Set(["RUN", "CMD", "ENTRYPOINT"]);

function* declared(file: Dockerfile, instruction: Instruction): Iterable<Finding> {
  for (const assignment of instruction.assignments) {
    const { name, value, span } = assignment;
    if (value === undefined || !skipsChecks(name, value)) continue;
    yield {
      span: firstLine(file.text, span),
      message: `${name} turns certificate checks off for every step that follows.`,
      fixes: () => [fix(assignmentRemoval(file.text, instruction, assignment))],
    };
  }
}

function* called(file: Dockerfile, instruction: Instruction): Iterable<Finding> {
  const calls = callsOf(instruction);
  let lastCheck: number | undefined;
  for (const [index, call] of calls.entries()) {
    for (const { span, what, removal } of skipsOf(call)) {
      lastCheck ??= calls.findLastIndex(verifies);
      // What is compared with a checksum afterwards may come from anybody.
      const minor = index < lastCheck && { severity: "hint" as const };
      const cut = removal(file.text);
      yield {
        span: firstLine(file.text, span),
        message: `${what.length < 60 ? what : call.name} takes any certificate: whoever is in between decides what comes.`,
        ...minor,
        fixes: () => (cut ? [fix(cut)] : []),
      };
    }
    const setting =
      echoes.has(call.name) && call.words.find(({ value = "" }) => /^(?:(?:--)?insecure|-k)$/.test(value));
    // curl reads its options there.
    if (setting && /\.curlrc\b/.test(file.text.slice(instruction.body.start, instruction.body.end))) {
      yield taken(setting.span, "curl");
    }
    if (index > 0 && calls[index - 1]?.command === call.command) continue;
    yield* assigned(file, call);
  }
}

/** `GIT_SSL_NO_VERIFY=1 git clone …`, `export PYTHONHTTPSVERIFY=0`. */
function* assigned(file: Dockerfile, { name, words, command }: ReturnType<typeof callsOf>[number]): Iterable<Finding> {
  for (const { name: variable, value, span } of command?.assignments ?? []) {
    if (value?.value !== undefined && skipsChecks(variable, value.value)) yield variableFinding(file, variable, span);
  }
  if (name !== "export" && name !== "env") return;
  for (const { value = "", span } of words.slice(1)) {
    const [variable = "", text = ""] = value.split(/=(.*)/s, 2);
    if (skipsChecks(variable, text)) yield variableFinding(file, variable, span);
  }
}

const variableFinding = (file: Dockerfile, variable: string, span: Span): Finding => ({
  span: firstLine(file.text, span),
  message: `${variable} turns certificate checks off: whoever is in between decides what comes.`,
});

const fix = (span: Span) => ({
  title: "Check the certificate",
  safety: "review" as const,
  changes: [replace(span, "")],
});
