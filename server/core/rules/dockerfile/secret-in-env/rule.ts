import type { Assignment, Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import { judgeSecret, type SecretVerdict, secretNamed } from "../../../model/secret.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import type { Span } from "../../../text.ts";
import { fixesFor } from "./fixes.ts";

export default dockerfileRule({
  id: "secret-in-env",
  title: "A secret stands in ENV or ARG",
  why: "ENV is part of the image, and what ARG is given stays in its history: whoever can pull the image reads both with `docker inspect` or `docker history`. A secret in the file itself is in every clone of the repository, too.",
  mayBreak:
    "What read the variable no longer finds it: set it when the container starts, or pass `--secret id=NAME,env=NAME` to the build. A secret that was published must be replaced by a new one.",
  severity: "error",
  references: ["CIS Docker 4.10", "CWE-798", "CWE-522"],
  aliases: {
    hadolint: ["DL3064"],
    buildkit: ["SecretsUsedInArgOrEnv"],
    trivy: ["DS-0031"],
    kics: ["a88baa34-e2ad-44ea-ad6f-8cac87bc7c71"],
    dockle: ["CIS-DI-0010"],
    cis_docker: ["4.10"],
  },
  options: {},

  *check(file) {
    const shipped = new Set(file.final?.chain);
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "ENV" && instruction.keyword !== "ARG") continue;
      for (const assignment of instruction.assignments) {
        const finding = judge(file, instruction, assignment, shipped.has(instruction));
        if (finding) yield { ...finding, fixes: () => fixesFor(file, instruction, assignment) };
      }
    }
  },
});

function judge(
  file: Dockerfile,
  instruction: Instruction,
  assignment: Assignment,
  ships: boolean,
): Finding | undefined {
  const { name, value } = assignment;
  if (value === undefined) return instruction.keyword === "ARG" ? expected(assignment) : undefined;
  const stage = file.stageOf(instruction);
  const verdict = judgeSecret(name, value) ?? (stage && judgeReference(file, stage, instruction, assignment));
  if (!verdict) return;
  if (verdict === "argument") return kept(file.text, assignment, secretNamed(name) ?? "a secret");
  const span = oneLine(file.text, assignment);
  const holds = `${instruction.keyword} ${shortened(name)} holds ${verdict.what}`;
  if (verdict.certainty === "name-only") {
    return {
      span,
      message: `${instruction.keyword} ${shortened(name)} is where ${verdict.what} will stand: images keep what ${instruction.keyword} says.`,
      severity: "hint",
    };
  }
  const where =
    instruction.keyword === "ARG"
      ? "this file and the image's history"
      : ships
        ? "every copy of the image"
        : "this file and the build's cache";
  return { span, message: `${holds}: it stands in ${where}.` };
}

/** An ARG without default whose name says secret. */
function expected({ name, nameSpan }: Assignment): Finding | undefined {
  const what = secretNamed(name);
  if (!what) return;
  return {
    span: nameSpan,
    message: `ARG ${shortened(name)} takes ${what}, which then stays in the image's history.`,
    severity: "hint",
    note: `\`RUN --mount=type=secret,id=${name},env=${name}\` gives a single RUN the value and leaves no trace of it.`,
  };
}

function kept(text: string, assignment: Assignment, what: string): Finding {
  return {
    span: oneLine(text, assignment),
    message: `ENV ${shortened(assignment.name)} keeps ${what} in the image that the build was given as an argument.`,
    severity: "hint",
  };
}

/** `ENV TOKEN=$X`: the text that X stands for, or `argument` where the build is given it. */
function judgeReference(
  file: Dockerfile,
  stage: Stage,
  instruction: Instruction,
  { name, value = "", valueSpan }: Assignment,
): SecretVerdict | "argument" | undefined {
  const variable = /^\$(?:(\w+)|\{(\w+)(?::?-)?\})$/.exec(value);
  const source = variable?.[1] ?? variable?.[2];
  if (!value.includes("$") || !valueSpan) return;
  const resolved = stage.substitute(file.text.slice(valueSpan.start, valueSpan.end), instruction);
  // What stands in another variable is reported there, if its name says what it is.
  if (resolved !== undefined && (source === undefined || !judgeSecret(source, resolved)))
    return judgeSecret(name, resolved);
  if (resolved === undefined && source !== undefined && secretNamed(name) && takesArgument(stage, source, instruction))
    return "argument";
  return;
}

function takesArgument(stage: Stage, name: string, before: Instruction): boolean {
  return stage.chain.some(
    (other) =>
      other.keyword === "ARG" &&
      other.span.start < before.span.start &&
      other.assignments.some((assignment) => assignment.name === name && assignment.value === undefined),
  );
}

/** A value of several lines (a key) is shown at its name. */
function oneLine(text: string, { nameSpan, valueSpan }: Assignment): Span {
  return valueSpan && !/[\r\n]/.test(text.slice(valueSpan.start, valueSpan.end)) ? valueSpan : nameSpan;
}

const shortened = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);
