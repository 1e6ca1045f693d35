import { replace } from "../../../edits/change.ts";
import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { assignmentRemoval } from "../../../model/dockerfile-edits.ts";
import { verifies } from "../../../model/downloads.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import { firstLine, type Span } from "../../../text.ts";
import { skipsOf } from "./commands.ts";
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
    }
  },
});

/** Words of which one stands in every option, setting and variable that turns a check off. */
const mayBeSkipped = /insecure|certificate|cert\b|trust|verif|ssl|tls|secure-http|[\s"']-[A-Za-z]*k/i;

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
