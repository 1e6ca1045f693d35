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
    const reading: Reading = { file, taken: argumentsTaken(file) };
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "ENV" && instruction.keyword !== "ARG") continue;
      for (const assignment of instruction.assignments) {
        const finding = judge(reading, instruction, assignment);
        if (finding) yield { ...finding, fixes: () => fixesFor(file, instruction, assignment) };
      }
    }
  },
});

/** What is asked of the file for every assignment. */
interface Reading {
  readonly file: Dockerfile;
  /** The instructions that the final image is made of. */
  /** Of each ARG without default the stages that declare it. */
  readonly taken: ReadonlyMap<string, ReadonlySet<Stage | undefined>>;
}

function argumentsTaken(file: Dockerfile): Reading["taken"] {
  const taken = new Map<string, Set<Stage | undefined>>();
  for (const instruction of file.instructions) {
    if (instruction.keyword !== "ARG") continue;
    for (const { name, value } of instruction.assignments) {
      if (value !== undefined) continue;
      const stages = taken.get(name) ?? new Set();
      taken.set(name, stages.add(file.stageOf(instruction)));
    }
  }
  return taken;
}

function judge(reading: Reading, instruction: Instruction, assignment: Assignment): Finding | undefined {
  const { file } = reading;
  const { name, value } = assignment;
  if (value === undefined)
    return instruction.keyword === "ARG" ? expected(assignment, reading.file.ships(instruction)) : undefined;
  const stage = file.stageOf(instruction);
  const verdict = judgeSecret(name, value) ?? (stage && judgeReference(reading, stage, instruction, assignment));
  if (!verdict) return;
  if (verdict === "argument") return kept(file.text, assignment, secretNamed(name) ?? "a secret");
  const span = oneLine(file.text, assignment);
  const what = `${instruction.keyword} ${shortened(name)}`;
  if (verdict.certainty === "name-only") {
    const message = `${what} is meant for ${verdict.what}: images keep what ${instruction.keyword} says.`;
    return { span, message, severity: "hint" };
  }
  return { span, message: `${what} holds ${verdict.what}: it is in ${placesOf(instruction, reading)}.` };
}

function placesOf(instruction: Instruction, { file }: Reading): string {
  if (!file.ships(instruction)) return "this file and the build's cache";
  return instruction.keyword === "ARG" ? "this file and the image's history" : "every copy of the image";
}

/** An ARG without default whose name says secret. */
function expected({ name, nameSpan }: Assignment, ships: boolean): Finding | undefined {
  const what = secretNamed(name);
  if (!what) return;
  return {
    span: nameSpan,
    message: `ARG ${shortened(name)} takes ${what}, which then stays in the ${ships ? "image's history" : "build's cache"}.`,
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
  { file, taken }: Reading,
  stage: Stage,
  instruction: Instruction,
  { name, value = "", valueSpan }: Assignment,
): SecretVerdict | "argument" | undefined {
  if (!value.includes("$") || !valueSpan) return;
  const variable = /^\$(?:(\w+)|\{(\w+)(?::?-)?\})$/.exec(value);
  const source = variable?.[1] ?? variable?.[2];
  const resolved = stage.substitute(file.text.slice(valueSpan.start, valueSpan.end), instruction);
  if (resolved === undefined) {
    return source !== undefined && secretNamed(name) && taken.get(source)?.has(stage) ? "argument" : undefined;
  }
  // What stands in another variable is reported there, if its name says what it is.
  return source !== undefined && judgeSecret(source, resolved) ? undefined : judgeSecret(name, resolved);
}

/** A value of several lines (a key) is shown at its name. */
function oneLine(text: string, { nameSpan, valueSpan }: Assignment): Span {
  return valueSpan && !/[\r\n]/.test(text.slice(valueSpan.start, valueSpan.end)) ? valueSpan : nameSpan;
}

const shortened = (name: string): string => (name.length > 25 ? `${name.slice(0, 24)}…` : name);
