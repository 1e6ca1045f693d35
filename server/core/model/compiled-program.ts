import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { joinWorkdir } from "./dockerfile-workdir.ts";
import { namedStage } from "./named-stage.ts";
import { type Build, baseName, type Compiler, type ProgramBuilds, programBuilds } from "./program-builds.ts";
import { callsOf } from "./shell-calls.ts";

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
  const wanted = placesOf(stage, path);
  for (const copy of stage.instructions.slice().reverse()) {
    const sources = copy.keyword === "COPY" && !copy.onbuild ? sourcesOf(stage, copy, wanted) : [];
    if (sources.length === 0) continue;
    const from = copy.flag("from")?.value;
    const builder = from === undefined ? undefined : namedStage(file, stage, from);
    return builder && compilerOf(builder) && { copy, builder, needs: needsOf(file, builder, sources)?.needs };
  }
  return undefined;
}

/** Where the program that a start names may lie. */
function placesOf(stage: Stage, path: string): readonly string[] {
  if (path.includes("/")) return [absolute(path, stage.workdir().value ?? "/")];
  return searched.map((directory) => `${directory}/${path}`);
}

const searched = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** What the copy may bring to one of the places: by its own name, into its directory, or with a directory above it. */
function sourcesOf(stage: Stage, copy: Instruction, wanted: readonly string[]): readonly string[] {
  const destination = copy.words.at(-1);
  const directory = destination && stage.substitute(destination.text, copy);
  if (directory === undefined) return [];
  const to = absolute(directory, stage.workdir().value ?? "/");
  const below = to === "/" ? "/" : `${to}/`;
  const sources = copy.words.slice(0, -1).map(({ text }) => absolute(stage.substitute(text, copy) ?? text, "/"));
  return wanted.flatMap((path) => {
    const rest = path.startsWith(below) ? path.slice(below.length) : undefined;
    if (path !== to && rest === undefined) return [];
    const named = sources.filter((source) => (path === to ? sources.length === 1 : baseName(source) === rest));
    if (named.length > 0 || rest === undefined) return named;
    // Of a directory its files are copied, and of a pattern those that it fits.
    return to === "/" && !rest.includes("/") ? [] : sources.map((source) => `${withoutPattern(source)}/${rest}`);
  });
}

const withoutPattern = (path: string): string => (/[*?[]/.test(baseName(path)) ? path.replace(/\/[^/]*$/, "") : path);

const absolute = (path: string, workdir: string): string => joinWorkdir(workdir, path, false) ?? path;

export interface KnownNeeds {
  readonly needs: CompiledProgram["needs"];
  readonly by: ProgramBuilds["by"];
}

/** What a program needs that the stage builds, and that lies at one of the paths then; undefined where it builds none there. */
export function needsOf(file: Dockerfile, builder: Stage, paths: readonly string[]): KnownNeeds | undefined {
  const compiler = compilerOf(builder);
  const found = compiler && programBuilds(builder, compiler, paths);
  if (!found) return undefined;
  const needs = compiler === "go" ? needsOfGo(file, builder, found) : needsOfRust(file, builder, found, paths);
  return { needs, by: found.by };
}

function compilerOf(builder: Stage): Compiler | undefined {
  if (builder.facts?.image === "golang") return "go";
  if (builder.facts?.image === "rust") return "cargo";
  for (const run of builder.chain) {
    if (run.keyword !== "RUN") continue;
    for (const { name, words } of callsOf(run)) {
      const verb = words[1]?.value;
      if ((name === "go" || name === "cargo") && (verb === "build" || verb === "install")) return name;
    }
  }
  return undefined;
}

/** What the builder says, in one piece. */
function textOf({ text }: Dockerfile, builder: Stage): string {
  const telling = builder.chain.filter(({ keyword }) => keyword === "RUN" || keyword === "ENV" || keyword === "ARG");
  return telling.map(({ span }) => text.slice(span.start, span.end)).join("\n");
}

function needsOfGo(file: Dockerfile, builder: Stage, { by, builds }: ProgramBuilds): CompiledProgram["needs"] {
  const isStatic = ({ text, variable }: Build) => variable("CGO_ENABLED") === "0" || linkedStatically.test(text);
  if (builds.every(isStatic)) return "nothing";
  const said = textOf(file, builder);
  const { facts, image } = builder;
  if (facts?.libc === "musl") {
    const [, minor] = /^1\.(\d+)/.exec(image?.tag ?? "") ?? [];
    // Since Go 1.20 nothing is linked to libc where there is no C compiler, and this image has none of its own.
    const pure = facts.image === "golang" && (minor === undefined || Number(minor) >= 20) && !hasCompiler.test(said);
    return pure ? "nothing" : { obstacle: "is linked to Alpine's libc: build it with CGO_ENABLED=0" };
  }
  // A script that builds may say anything.
  if (facts?.libc !== "glibc" || by === "script") return undefined;
  const library = libraries.exec(said)?.[0];
  return library ? { obstacle: `may be linked to ${library}: build it with CGO_ENABLED=0` } : "libc";
}

const linkedStatically = /-extldflags[= ]["'\\]*-static\b/;
const hasCompiler = /\b(?:gcc|g\+\+|build-base|musl-dev|clang|alpine-sdk|zig)\b/;
const libraries = /\blib(?!ssl-dev|c6-dev|c-dev)[\w.+]{1,60}-dev\b/;

function needsOfRust(
  file: Dockerfile,
  builder: Stage,
  { by, builds }: ProgramBuilds,
  paths: readonly string[],
): CompiledProgram["needs"] {
  const said = textOf(file, builder);
  if (/-crt-static/.test(said)) return { obstacle: "is linked to the builder's libc" };
  const isForMusl = ({ text, variable }: Build) =>
    /--target[= ]\S{0,60}linux-musl/.test(text) || /linux-musl/.test(variable("CARGO_BUILD_TARGET") ?? "");
  if (paths.some((path) => /linux-musl/.test(path)) || builds.every(isForMusl)) return "nothing";
  const { facts } = builder;
  if (facts?.libc === "musl") return facts.image === "rust" ? "nothing" : undefined;
  if (facts?.libc !== "glibc" || by === "script") return undefined;
  const library = libraries.exec(said)?.[0];
  return library ? { obstacle: `may be linked to ${library}` } : "libgcc";
}
