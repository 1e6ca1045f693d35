import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { joinWorkdir } from "./dockerfile-workdir.ts";
import { namedStage } from "./named-stage.ts";
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
  const copy = stage.instructions.findLast(
    (instruction) => instruction.keyword === "COPY" && brings(stage, instruction, path),
  );
  const from = copy?.flag("from")?.value;
  const builder = from === undefined ? undefined : namedStage(file, stage, from);
  if (!copy || !builder) return undefined;
  return languageOf(builder) && { copy, builder, needs: needsOf(file, builder) };
}

/** What programs need that the stage builds. */
export function needsOf(file: Dockerfile, builder: Stage): CompiledProgram["needs"] {
  const language = languageOf(builder);
  if (language === "go") return needsOfGo(file, builder);
  return language === "rust" ? needsOfRust(file, builder) : undefined;
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
function textOf({ text }: Dockerfile, builder: Stage): string {
  const telling = builder.chain.filter(({ keyword }) => keyword === "RUN" || keyword === "ENV" || keyword === "ARG");
  return telling.map(({ span }) => text.slice(span.start, span.end)).join("\n");
}

function needsOfGo(file: Dockerfile, builder: Stage): CompiledProgram["needs"] {
  const said = textOf(file, builder);
  if (/\bCGO_ENABLED[= ]["']?0\b/.test(said) || /-extldflags[= ]["'\\]*-static\b/.test(said)) return "nothing";
  const { facts, image } = builder;
  if (facts?.libc === "musl") {
    const [, minor] = /^1\.(\d+)/.exec(image?.tag ?? "") ?? [];
    // Since Go 1.20 nothing is linked to libc where there is no C compiler, and this image has none of its own.
    const pure = facts.image === "golang" && (minor === undefined || Number(minor) >= 20) && !hasCompiler.test(said);
    return pure ? "nothing" : { obstacle: "is linked to Alpine's libc: build it with CGO_ENABLED=0" };
  }
  // A script that builds may say anything.
  if (facts?.libc !== "glibc" || !callsBuild(builder, "go")) return undefined;
  const library = libraries.exec(said)?.[0];
  return library ? { obstacle: `may be linked to ${library}: build it with CGO_ENABLED=0` } : "libc";
}

const hasCompiler = /\b(?:gcc|g\+\+|build-base|musl-dev|clang|alpine-sdk|zig)\b/;
const libraries = /\blib(?!ssl-dev|c6-dev|c-dev)[\w.+]{1,60}-dev\b/;

function needsOfRust(file: Dockerfile, builder: Stage): CompiledProgram["needs"] {
  const said = textOf(file, builder);
  if (/-crt-static/.test(said)) return { obstacle: "is linked to the builder's libc" };
  if (/\blinux-musl\b/.test(said)) return "nothing";
  const { facts } = builder;
  if (facts?.libc === "musl") return facts.image === "rust" ? "nothing" : undefined;
  if (facts?.libc !== "glibc" || !callsBuild(builder, "cargo")) return undefined;
  const library = libraries.exec(said)?.[0];
  return library ? { obstacle: `may be linked to ${library}` } : "libgcc";
}

function callsBuild(builder: Stage, program: string): boolean {
  return builder.chain.some(
    (run) =>
      run.keyword === "RUN" &&
      callsOf(run).some(({ name, words }) => name === program && /^(?:build|install)$/.test(words[1]?.value ?? "")),
  );
}
