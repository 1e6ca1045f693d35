import { replace } from "../../../edits/change.ts";
import type { Instruction, Stage } from "../../../model/dockerfile.ts";
import { type Call, callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding, type Fix } from "../../../rule.ts";

export default dockerfileRule({
  id: "sudo",
  title: "sudo runs in the image",
  why: "Where an account may call sudo without a password, whoever gets a shell as that account is root one word later. Where the build runs as root anyway, sudo only puts a setuid program into the image.",
  mayBreak:
    "sudo clears most environment variables and sets PATH by itself: without it the command sees what ENV sets.",
  severity: "warning",
  references: ["CIS Docker 4.8", "CWE-250"],
  aliases: {
    hadolint: ["DL3004"],
    trivy: ["DS-0010"],
    checkov: ["CKV2_DOCKER_1"],
    kics: ["8ada6e80-0ade-439e-b176-0b28f6bce35a"],
    dockle: ["DKL-DI-0001"],
  },
  options: {},

  *check(file) {
    for (const instruction of file.instructions) {
      const stage = file.stageOf(instruction);
      if (!started.has(instruction.keyword)) continue;
      for (const call of callsOf(instruction)) {
        if (call.name === "sudo") yield finding(call, instruction, stage);
      }
    }
  },
});

const started = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"]);

function finding(call: Call, instruction: Instruction, stage: Stage | undefined): Finding {
  const user = (instruction.keyword === "RUN" ? stage?.userAt(instruction) : stage?.user())?.value;
  const span = call.words[0]?.span ?? call.span;
  const other = otherUser(call);
  if (other !== undefined) {
    return {
      span,
      message: `sudo only changes the account here: USER${other} does so without a setuid program.`,
      severity: "info",
    };
  }
  if (user?.root === true) {
    return {
      span,
      message: `sudo is not needed: ${instruction.keyword} runs as root here.`,
      severity: "info",
      fixes: () => removal(call),
    };
  }
  const who = user?.root === false && user.text && user.text.length < 30 ? user.text : undefined;
  return {
    span,
    message: who
      ? `sudo makes ${who} root without a password, in the container as well as in the build.`
      : "sudo is not needed as root, and makes any other account root without a password.",
    note: "Do what needs root before `USER`, or between `USER root` and another `USER`, and leave sudo out of the image.",
  };
}

/** ` app` for `sudo -u app`, empty where the name is not known; undefined where nobody but root is chosen. */
function otherUser({ words }: Call): string | undefined {
  for (const [index, { value }] of words.entries()) {
    if (index === 0) continue;
    if (value === undefined || !value.startsWith("-")) return;
    const user = /^(?:-[A-Za-z]*u|--user)$/.test(value) ? words[index + 1] : undefined;
    const name = user ? user.value : /^--user=(.*)$/.exec(value)?.[1];
    if (user || name) return name === "root" || name === "#0" ? undefined : name && name.length < 30 ? ` ${name}` : "";
  }
  return;
}

/** Options that choose nobody else than root and start no login shell. */
const harmless = /^-[EHnP]+$|^--(?:preserve-env(?:=.*)?|set-home|non-interactive|preserve-groups)$/;

function removal({ words }: Call): readonly Fix[] {
  let at = 1;
  while (harmless.test(words[at]?.value ?? "")) at++;
  if (words[at]?.value === "--") at++;
  const [sudo] = words;
  const next = words[at];
  if (!sudo || !next || next.text.startsWith("-") || next.span.start <= sudo.span.start) return [];
  const span = { start: sudo.span.start, end: next.span.start };
  return [{ title: "Remove sudo", safety: "review", changes: [replace(span, "")] }];
}
