import { type Needs, needsOf } from "./compiled-program.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { joinWorkdir } from "./dockerfile-workdir.ts";
import { commonPackages, isIdleRun } from "./idle-run.ts";
import { callsOf } from "./shell-calls.ts";
import type { StartWords } from "./start-words.ts";

/** The directory of a Node.js program, where all that the stage copies and installs lies below it. */
export function nodeFiles(stage: Stage): readonly string[] | undefined {
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
  const needs = needsOf(file, stage);
  if (typeof needs !== "string" || !isOutput(stage, path, workdir)) return undefined;
  // What else is copied by name may be read while the program runs.
  const isSource = copies(stage).every(({ words }) => words.slice(0, -1).every(({ value }) => source.test(value)));
  return isSource ? { files: [path], needs } : undefined;
}

const source =
  /^(?:\.?\/?\.?|(?:\.\/)?(?:go\.\w+|Cargo\.\w+|Makefile|cmd|internal|pkg|src|vendor|[\w./*-]+\.(?:go|rs|mod|sum|toml|lock))\/?)$/;

/** True for where `go build -o` and cargo write. */
function isOutput(stage: Stage, path: string, workdir: string): boolean {
  return calls(stage).some(({ name, words }) => {
    const values = words.map(({ value }) => value ?? "");
    if (name === "cargo" && values[1] === "build") return path.startsWith(`${workdir}/target/`);
    if (name !== "go" || values[1] !== "build") return false;
    const at = values.indexOf("-o");
    const out = at < 0 ? values.find((value) => value.startsWith("-o="))?.slice(3) : values[at + 1];
    return out !== undefined && out !== "" && resolved(out, workdir) === path;
  });
}

function calls(stage: Stage) {
  return stage.chain.flatMap((run) => (run.keyword === "RUN" ? callsOf(run) : []));
}

function copies(stage: Stage): readonly Instruction[] {
  return stage.chain.filter(({ keyword }) => keyword === "COPY" || keyword === "ADD");
}

/** The directory that all RUNs, COPYs and the program have in common. */
function onlyWorkdir(stage: Stage): string | undefined {
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

const resolved = (path: string, workdir: string): string => joinWorkdir(workdir, path, false) ?? path;

const inPlace = new Set(["mkdir", "chown", "chmod", "cp", "mv", "ln", "touch", "install"]);
const accounts = new Set(["useradd", "adduser", "usermod", "groupadd", "addgroup", "groupmod"]);
const managers = new Set(["apt-get", "apt", "apk", "yum", "dnf", "microdnf"]);

/** What is installed to build with; any other package may be there for the program. */
const buildPackages = new Set([
  ..."build-essential gcc g++ make python3 python git musl-dev libc-dev libc6-dev pkg-config cmake bash curl wget build-base openssh-client unzip".split(
    " ",
  ),
  ...commonPackages,
]);

/** A RUN whose work the program needs beside its files: other packages, programs for all, directories elsewhere. */
export function lastingRun(stage: Stage, files: readonly string[]): Instruction | undefined {
  const workdir = onlyWorkdir(stage);
  return stage.chain.find((run) => {
    if (run.keyword !== "RUN" || isIdleRun(run, buildPackages)) return false;
    return callsOf(run).some(({ name, words }) => {
      const args = words.slice(1).map(({ value }) => value);
      if (managers.has(name)) return installs(args);
      if (
        /^(?:npm|pnpm|yarn)$/.test(name) &&
        args.some((arg) => arg === "-g" || arg === "--global" || arg === "global")
      ) {
        return args.some(
          (arg) => arg !== undefined && !/^(?:-|i$|install$|add$|global$|(?:npm|pnpm|yarn|corepack)(?:@|$))/.test(arg),
        );
      }
      if (accounts.has(name) || !inPlace.has(name)) return false;
      return args.some((arg) => arg === undefined || isElsewhere(arg, workdir, files));
    });
  });
}

/** A package that is not known to be there for the build alone. */
function installs(args: readonly (string | undefined)[]): boolean {
  return args.some(
    (arg) =>
      arg === undefined ||
      (!/^(?:-|install$|add$|update$|upgrade$|clean$|autoremove$|purge$|del$)/.test(arg) &&
        !buildPackages.has(arg.replace(/[=<>~].*$/, ""))),
  );
}

function isElsewhere(path: string, workdir: string | undefined, files: readonly string[]): boolean {
  const isInside = (root: string) => path === root || path.startsWith(`${root}/`);
  return (
    path.startsWith("/") && !isInside("/tmp") && !files.some(isInside) && !(workdir !== undefined && isInside(workdir))
  );
}
