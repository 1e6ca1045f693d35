import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { joinWorkdir } from "./dockerfile-workdir.ts";
import { namedStage } from "./named-stage.ts";
import { type Call, callsOf } from "./shell-calls.ts";

/** What a program that was compiled needs of the image that it runs in. */
export type Needs = "nothing" | "libc" | "libgcc";

export interface CompiledProgram {
  readonly copy: Instruction;
  readonly builder: Stage;
  /** Undefined where nobody can know; else why it can't run without the libraries of where it was built. */
  readonly needs: Needs | { readonly obstacle: string } | undefined;
}

/** The Go or Rust program at `path`, where an earlier stage builds it and the stage copies it. */
export function compiledProgram(file: Dockerfile, stage: Stage, path: string): CompiledProgram | undefined {
  const copy = stage.instructions.findLast(
    (instruction) => instruction.keyword === "COPY" && brings(stage, instruction, path),
  );
  const from = copy?.flag("from")?.value;
  const builder = from === undefined ? undefined : namedStage(file, stage, from);
  if (!copy || !builder || script.test(path)) return undefined;
  const paths = [...copy.words.slice(0, -1).map(({ value }) => value), path];
  return languageOf(builder) && { copy, builder, needs: needsOf(file, builder, paths) };
}

const script = /\.(?:sh|bash|py|pl|rb|js|php)$/;

/** What a program needs that the stage builds. It is known by one of the paths that it is copied from or started by. */
export function needsOf(file: Dockerfile, builder: Stage, paths: readonly string[]): CompiledProgram["needs"] {
  const language = languageOf(builder);
  const program = language === "go" ? "go" : "cargo";
  const builds = language && buildsOf(builder, program, paths);
  if (!builds) return undefined;
  return language === "go" ? needsOfGo(file, builder, builds) : needsOfRust(file, builder, builds, paths);
}

/** The calls that may have built the program; undefined where each of them builds another. */
function buildsOf(builder: Stage, program: string, paths: readonly string[]): readonly Call[] | undefined {
  const all = builder.chain
    .flatMap((run) => (run.keyword === "RUN" ? callsOf(run) : []))
    .filter((call) => {
      return call.name === program && /^(?:build|install)$/.test(call.words[1]?.value ?? "");
    });
  const wanted = new Set(paths.map(baseName));
  const fitting = all.filter((call) => {
    const output = program === "go" ? outputOf(call) : undefined;
    return output === undefined || wanted.has(output);
  });
  return fitting.length > 0 || all.length === 0 ? fitting : undefined;
}

/** The name after `-o`; undefined where it is a directory's, or Go takes the package's. */
function outputOf({ words }: Call): string | undefined {
  const values = words.map(({ value }) => value);
  const at = values.indexOf("-o");
  const out = at < 0 ? values.find((value) => value?.startsWith("-o="))?.slice(3) : values[at + 1];
  return out === undefined || /(?:^|\/)\.{0,2}$/.test(out) ? undefined : baseName(out);
}

const searched = new Set(["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]);

/** True where the instruction may bring the file: by its own name, into its directory, or with a directory above it. */
function brings(stage: Stage, copy: Instruction, path: string): boolean {
  const words = copy.words.map(({ text }) => stage.substitute(text, copy));
  const destination = words[words.length - 1];
  const sources = words.slice(0, -1);
  if (destination === undefined || copy.onbuild) return false;
  const workdir = stage.workdir().value ?? "/";
  const to = absolute(destination, workdir);
  const isName = !path.includes("/");
  const wanted = isName ? undefined : absolute(path, workdir);
  const candidates = [
    to,
    ...sources.flatMap((source) => (source === undefined ? [] : `${to === "/" ? "" : to}/${baseName(source)}`)),
  ];
  if (wanted !== undefined) return candidates.includes(wanted) || (to !== "/" && wanted.startsWith(`${to}/`));
  return candidates.some((one) => baseName(one) === path && searched.has(one.slice(0, one.lastIndexOf("/"))));
}

const absolute = (path: string, workdir: string): string => joinWorkdir(workdir, path, false) ?? path;

const baseName = (path: string): string => path.slice(path.replace(/(?<!\/)\/+$/, "").lastIndexOf("/") + 1);

function languageOf(builder: Stage): "go" | "rust" | undefined {
  if (builder.facts?.image === "golang") return "go";
  if (builder.facts?.image === "rust") return "rust";
  for (const run of builder.chain) {
    if (run.keyword !== "RUN") continue;
    for (const { name, words } of callsOf(run)) {
      const verb = words[1]?.value;
      if (name === "go" && (verb === "build" || verb === "install")) return "go";
      if (name === "cargo" && (verb === "build" || verb === "install")) return "rust";
    }
  }
  return undefined;
}

/** What the builder says, in one piece. */
function textOf({ text }: Dockerfile, builder: Stage, keywords: ReadonlySet<string>): string {
  const telling = builder.chain.filter(({ keyword }) => keywords.has(keyword));
  return telling.map(({ span }) => text.slice(span.start, span.end)).join("\n");
}

const settings: ReadonlySet<string> = new Set(["ENV", "ARG"]);
const everything: ReadonlySet<string> = new Set(["ENV", "ARG", "RUN"]);

/** True where ENV, `export` or each of the builds says so; of what a script builds, where anything of the stage does. */
function isSaid(file: Dockerfile, builder: Stage, builds: readonly Call[], pattern: RegExp): boolean {
  if (builds.length === 0) return pattern.test(textOf(file, builder, everything));
  if (pattern.test(textOf(file, builder, settings))) return true;
  const exports = builder.chain.flatMap((run) => (run.keyword === "RUN" ? callsOf(run) : [])).filter(isExport);
  const saying = (call: Call) => pattern.test(writtenIn(file, call));
  return exports.some(saying) || builds.every(saying);
}

const isExport = ({ name, words }: Call): boolean => name === "export" || (name === "go" && words[1]?.value === "env");

const writtenIn = ({ text }: Dockerfile, { command, span }: Call): string => {
  const { start, end } = command?.span ?? span;
  return text.slice(start, end);
};

function needsOfGo(file: Dockerfile, builder: Stage, builds: readonly Call[]): CompiledProgram["needs"] {
  const isStatic = (pattern: RegExp) => isSaid(file, builder, builds, pattern);
  if (isStatic(/\bCGO_ENABLED[= ]["']?0\b/) || isStatic(/-extldflags[= ]["'\\]*-static\b/)) return "nothing";
  const said = textOf(file, builder, everything);
  const { facts, image } = builder;
  if (facts?.libc === "musl") {
    const [, minor] = /^1\.(\d+)/.exec(image?.tag ?? "") ?? [];
    // Since Go 1.20 nothing is linked to libc where there is no C compiler, and this image has none of its own.
    const pure = facts.image === "golang" && (minor === undefined || Number(minor) >= 20) && !hasCompiler.test(said);
    return pure ? "nothing" : { obstacle: "is linked to Alpine's libc: build it with CGO_ENABLED=0" };
  }
  // A script that builds may say anything.
  if (facts?.libc !== "glibc" || builds.length === 0) return undefined;
  const library = libraries.exec(said)?.[0];
  return library ? { obstacle: `may be linked to ${library}: build it with CGO_ENABLED=0` } : "libc";
}

const hasCompiler = /\b(?:gcc|g\+\+|build-base|musl-dev|clang|alpine-sdk|zig)\b/;
const libraries = /\blib(?!ssl-dev|c6-dev|c-dev)[\w.+]{1,60}-dev\b/;

function needsOfRust(
  file: Dockerfile,
  builder: Stage,
  builds: readonly Call[],
  paths: readonly string[],
): CompiledProgram["needs"] {
  const said = textOf(file, builder, everything);
  if (/-crt-static/.test(said)) return { obstacle: "is linked to the builder's libc" };
  const isMusl = paths.some((path) => /linux-musl/.test(path)) || isSaid(file, builder, builds, /\blinux-musl\b/);
  if (isMusl) return "nothing";
  const { facts } = builder;
  if (facts?.libc === "musl") return facts.image === "rust" ? "nothing" : undefined;
  if (facts?.libc !== "glibc" || builds.length === 0) return undefined;
  const library = libraries.exec(said)?.[0];
  return library ? { obstacle: `may be linked to ${library}` } : "libgcc";
}
