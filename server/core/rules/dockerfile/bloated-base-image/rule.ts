import { baseNamed, imageNamed } from "../../../model/base-image-name.ts";
import { distrolessMigration, type Migration } from "../../../model/distroless-migration.ts";
import type { Dockerfile, Stage } from "../../../model/dockerfile.ts";
import { isForDevelopment, startsNothing } from "../../../model/image-purpose.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { needsCompiler, smallerVariants } from "../../../model/smaller-variant.ts";
import { dockerfileRule, type Finding, type Fix } from "../../../rule.ts";

export default dockerfileRule({
  id: "bloated-base-image",
  title: "The image ships what the program does not need",
  why: "Whoever gets into the container finds compilers, package managers and a shell ready to use, and each package that ships is one more that can have a hole.",
  mayBreak:
    "An image without a shell runs no scripts, and `docker exec` finds nothing to start: debug it with an ephemeral container or the image's `debug` tag. The program runs as uid 65532 there, which must own what it writes to. Of a stage that compiles only the program is shipped: copy the templates and configuration that it reads as well. A slim image lacks git, curl and compilers; Alpine's libc is musl.",
  severity: "info",
  references: ["CIS Docker 4.3", "NIST SP 800-190"],
  aliases: { cis_docker: ["4.3"] },
  options: {},

  *check(file, _, { path }) {
    const stage = file.final;
    const finding = stage && !isForDevelopment(stage, path) && judge(file, stage);
    if (finding) yield finding;
  },
});

function judge(file: Dockerfile, stage: Stage): Finding | undefined {
  const { facts, fromWord, windows } = stage;
  if (!facts || !fromWord || windows || startsNothing(stage)) return undefined;
  const excess = excessOf(stage);
  const migration = distrolessMigration(file);
  const isReady = migration !== undefined && "changes" in migration;
  if (excess === undefined && !isReady) return undefined;
  const message = `${baseNamed(stage)} ships ${excess ?? remainder(stage)}.`;
  const building = !isReady && excess === variety && needsCompiler(file, stage) ? apart : undefined;
  const partly = migration && "changes" in migration ? migration.note : undefined;
  const note = [obstaclesOf(file, migration), building, partly].filter((text) => text !== undefined).join(" ");
  return {
    span: fromWord.span,
    message,
    // What is slim already is a matter of taste; a system that the program needs nothing of is not.
    ...(excess === undefined && facts.kind !== "os" && { severity: "hint" as const }),
    ...(note !== "" && { note }),
    fixes: () => fixes(file, stage, migration),
  };
}

function remainder({ facts }: Stage): string {
  return facts?.packageManager === undefined
    ? "a shell that the program does not use"
    : "a shell and a package manager that the program does not use";
}

/** What is too much in the base image, whatever the program is. */
function excessOf(stage: Stage): string | undefined {
  const { image, facts } = stage;
  const name = facts?.image ?? "";
  const tag = image?.tag ?? "latest";
  const toolchain = toolchains.get(name);
  if (toolchain !== undefined && !/(?:^|-)(?:slim|curl|scm)\b/.test(name === "rust" ? "" : tag)) {
    return `${toolchain}: build in a stage before, and ship only the program`;
  }
  if (javaKits.has(name) && !/jre/.test(`${image?.name}:${tag}`) && !startsCompiler(stage)) {
    return "a whole JDK, where a JRE would do";
  }
  const isPinned = image?.tag !== undefined && image.tag !== "latest";
  const hasSlim = facts?.alternatives.some((one) => one.kind === "slim" && image?.text.startsWith(`${one.image}:`));
  if (!isPinned || !hasSlim || facts?.kind === "os") return undefined;
  return variety;
}

const variety = "compilers, git and hundreds of packages that few programs need";

const apart =
  "What this stage installs may have to be compiled, which a slim image cannot do: install it in a stage before, and copy it.";

/** Images of build tools, which compile whenever they start. */
function startsCompiler(stage: Stage): boolean {
  return [stage.entrypoint(), stage.cmd()].some(
    (start) => start && callsOf(start).some(({ name }) => compilers.has(name)),
  );
}

const compilers = new Set("mvn mvnw gradle gradlew javac jshell sbt ant lein kotlinc".split(" "));

const toolchains = new Map([
  ["golang", "the Go toolchain"],
  ["rust", "the Rust toolchain"],
  ["gcc", "the GNU compilers"],
  ["swift", "the Swift toolchain"],
  ["dart", "the Dart SDK"],
  ["maven", "Maven and a JDK"],
  ["gradle", "Gradle and a JDK"],
  ["clojure", "Clojure's build tools and a JDK"],
  ["mcr.microsoft.com/dotnet/sdk", "the .NET SDK"],
  ["buildpack-deps", "compilers and headers"],
]);

const javaKits = new Set([
  "eclipse-temurin",
  "openjdk",
  "amazoncorretto",
  "azul/zulu-openjdk",
  "sapmachine",
  "ibm-semeru-runtimes",
  "mcr.microsoft.com/openjdk/jdk",
]);

const most = 3;

/** Why the image can't do without a shell, with the lines that need it. */
function obstaclesOf({ text }: Dockerfile, migration: Migration | undefined): string | undefined {
  if (!migration || "changes" in migration) return undefined;
  const lines = new Map<string, number[]>();
  for (const { at, text: what } of migration.obstacles) {
    const line = text.slice(0, at.span.start).split("\n").length;
    lines.set(what, [...(lines.get(what) ?? []), line]);
  }
  const told = [...lines]
    .slice(0, most)
    .map(([what, at]) => `line${at.length > 1 ? "s" : ""} ${at.join(", ")}: ${what}`);
  return `In the way of ${imageNamed({ text: migration.image })}, which has no shell: ${told.join("; ")}.`;
}

/** A move to an image without a shell leaves nothing more to do; else the smaller variants of the same image. */
function fixes(file: Dockerfile, stage: Stage, migration: Migration | undefined): readonly Fix[] {
  if (migration && "changes" in migration) {
    const { image, changes } = migration;
    return [{ title: `Ship on ${image.replace(/:nonroot$/, "")}`, safety: "review", changes }];
  }
  return smallerVariants(file, stage).map(
    ({ image, changes }): Fix => ({ title: `Use ${imageNamed({ text: image })}`, safety: "review", changes }),
  );
}
