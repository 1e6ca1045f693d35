import { type Needs, needsOf } from "./compiled-program.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { joinWorkdir } from "./dockerfile-workdir.ts";
import { callsOf } from "./shell-calls.ts";
import type { StartWords } from "./start-words.ts";

/** The directory of a program, where all that the stage copies lies below it. */
export function workdirFiles(stage: Stage): readonly string[] | undefined {
  const workdir = onlyWorkdir(stage);
  if (workdir === undefined || workdir === "/") return undefined;
  const isBelow = copies(stage).every((copy) => {
    const to = targetOf(stage, copy, workdir);
    return to !== undefined && (to === workdir || to.startsWith(`${workdir}/`));
  });
  return isBelow ? [workdir] : undefined;
}

/** The jar that `java -jar` starts, where the stage builds it. */
export function jarFiles(stage: Stage, { words }: StartWords): readonly string[] | undefined {
  const at = words.findIndex(({ value }) => value === "-jar");
  const jar = at < 0 ? undefined : words[at + 1]?.value;
  const workdir = onlyWorkdir(stage);
  if (jar === undefined || workdir === undefined || /[*?$]/.test(jar)) return undefined;
  // Quarkus keeps its classes beside the jar.
  if (/(?:^|\/)quarkus-run\.jar$/.test(jar)) return undefined;
  return calls(stage).some(({ name }) => jarBuilders.has(name)) ? [resolved(jar, workdir)] : undefined;
}

const jarBuilders = new Set(["mvn", "mvnw", "gradle", "gradlew"]);

/** The program that the stage compiles by itself, and what that needs where it runs. */
export function binaryFiles(
  file: Dockerfile,
  stage: Stage,
  { words }: StartWords,
): { readonly files: readonly string[]; readonly needs: Needs } | undefined {
  const workdir = onlyWorkdir(stage);
  const program = words[0]?.value ?? "";
  if (workdir === undefined || !program.includes("/")) return undefined;
  const path = resolved(program, workdir);
  const { needs, by } = needsOf(file, stage, [path]) ?? {};
  if (typeof needs !== "string" || by !== "compiler") return undefined;
  // What else is copied by name may be read while the program runs.
  const isSource = copies(stage).every(({ words }) => words.slice(0, -1).every(({ value }) => source.test(value)));
  return isSource ? { files: [path], needs } : undefined;
}

const source =
  /^(?:\.?\/?\.?|(?:\.\/)?(?:go\.\w+|Cargo\.\w+|Makefile|cmd|internal|pkg|src|vendor|[\w./*-]+\.(?:go|rs|mod|sum|toml|lock))\/?)$/;

export function calls(stage: Stage) {
  return stage.chain.flatMap((run) => (run.keyword === "RUN" ? callsOf(run) : []));
}

function copies(stage: Stage): readonly Instruction[] {
  return stage.chain.filter(({ keyword }) => keyword === "COPY" || keyword === "ADD");
}

/** The directory that all RUNs, COPYs and the program have in common. */
export function onlyWorkdir(stage: Stage): string | undefined {
  const set = stage.chain.filter(({ keyword, onbuild }) => keyword === "WORKDIR" && !onbuild);
  const first = stage.chain.findIndex(({ keyword }) => keyword === "RUN" || keyword === "COPY" || keyword === "ADD");
  const [workdir] = set;
  const isFirst = workdir !== undefined && set.length === 1 && stage.chain.indexOf(workdir) < first;
  return isFirst && /^\//.test(workdir.words[0]?.value ?? "") ? stage.workdir().value : undefined;
}

function targetOf(stage: Stage, copy: Instruction, workdir: string): string | undefined {
  const word = copy.words[copy.words.length - 1];
  const to = word && stage.substitute(word.text, copy);
  return to === undefined ? undefined : resolved(to, workdir);
}

export const resolved = (path: string, workdir: string): string => joinWorkdir(workdir, path, false) ?? path;
