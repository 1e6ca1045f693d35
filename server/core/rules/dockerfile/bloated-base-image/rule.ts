import { baseNamed, imageNamed } from "../../../model/base-image-name.ts";
import { distrolessMigrations, type Migration } from "../../../model/distroless-migration.ts";
import type { Dockerfile, Stage } from "../../../model/dockerfile.ts";
import { isForDevelopment, startsNothing } from "../../../model/image-purpose.ts";
import { imageWeight } from "../../../model/image-weight.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { needsCompiler, smallerVariants } from "../../../model/smaller-variant.ts";
import { dockerfileRule, type Finding, type Fix, type Related } from "../../../rule.ts";
import { LineIndex } from "../../../text.ts";

export default dockerfileRule({
  id: "bloated-base-image",
  title: "The image ships what the program does not need",
  why: "Whoever gets into the container finds compilers, package managers and a shell ready to use, and each package that ships is one more that can have a hole.",
  mayBreak:
    "An image without a shell runs no scripts, and `docker exec` finds nothing to start: debug it with an ephemeral container or the image's `debug` tag. The program runs as uid 65532 there, which must own what it writes to. Of a stage that compiles only the program is shipped: copy the templates and configuration that it reads as well. Images of `dhi.io` are pulled after `docker login dhi.io`. A slim image lacks git, curl and compilers; Alpine's libc is musl.",
  severity: "info",
  references: ["CIS Docker 4.3", "NIST SP 800-190"],
  aliases: { cis_docker: ["4.3"] },
  options: {},

  *check(file, _, { path }) {
    const stage = file.final;
    const finding = stage && !isForDevelopment(stage, path) && judge(file, stage, path);
    if (finding) yield finding;
  },
});

function judge(file: Dockerfile, stage: Stage, path: string): Finding | undefined {
  const { facts, fromWord, windows } = stage;
  if (!facts || !fromWord || windows || startsNothing(stage)) return undefined;
  const excess = excessOf(stage);
  const migrations = distrolessMigrations(file);
  const ready = migrations.filter(isReady);
  if (excess === undefined && !ready.some(isForAll)) return undefined;
  const blocked = migrations.filter(isBlocked)[0];
  const building = ready.length === 0 && excess === variety && needsCompiler(file, stage) ? apart : undefined;
  const notes = [blocked && obstaclesOf(file, blocked), building, ready[0]?.note].filter((text) => text !== undefined);
  return {
    span: fromWord.span,
    message: `${baseNamed(stage)} ships ${excess ?? remainder(stage)}.`,
    // What is slim already is a matter of taste; a system that the program needs nothing of is not.
    ...(excess === undefined && facts.kind !== "os" && { severity: "hint" as const }),
    ...(notes.length > 0 && { note: notes.join(" ") }),
    ...(blocked && { related: linesInTheWay(file, blocked, path) }),
    fixes: () => fixes(file, stage, ready),
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
  if (!image || !facts) return undefined;
  const { tools } = imageWeight(image, facts);
  if (tools === "a whole JDK") return startsCompiler(stage) ? undefined : `${tools}, where a JRE would do`;
  if (tools !== undefined) return `${tools}: build in a stage before, and ship only the program`;
  const isPinned = image.tag !== undefined && image.tag !== "latest";
  const hasSlim = facts.alternatives.some((one) => one.kind === "slim" && image.text.startsWith(`${one.image}:`));
  return isPinned && hasSlim && facts.kind !== "os" ? variety : undefined;
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

type Ready = Extract<Migration, { readonly changes: unknown }>;
type Blocked = Extract<Migration, { readonly obstacles: unknown }>;

const isReady = (migration: Migration): migration is Ready => "changes" in migration;
const isBlocked = (migration: Migration): migration is Blocked => "obstacles" in migration;

const most = 3;

/** Why the image can't do without a shell, with the lines that need it. */
function obstaclesOf({ text }: Dockerfile, { image, obstacles }: Blocked): string {
  const index = new LineIndex(text);
  const lines = new Map<string, number[]>();
  for (const { at, text: what } of obstacles) {
    const line = index.position(at.span.start).line + 1;
    lines.set(what, [...(lines.get(what) ?? []), line]);
  }
  const told = [...lines]
    .slice(0, most)
    .map(([what, at]) => `line${at.length > 1 ? "s" : ""} ${at.join(", ")}: ${what}`);
  return `In the way of ${imageNamed({ text: image })}, which has no shell: ${told.join("; ")}.`;
}

/** The same, as places that an editor leads to. */
function linesInTheWay({ text }: Dockerfile, { obstacles }: Blocked, path: string): readonly Related[] {
  const index = new LineIndex(text);
  return obstacles.slice(0, most).map(({ at, text: what }) => {
    const { line, character } = index.position(at.keywordSpan.start);
    const endCharacter = character + at.keywordSpan.end - at.keywordSpan.start;
    return { at: { path, line, character, endCharacter }, message: `In the way of an image without a shell: ${what}` };
  });
}

/** A registry that asks who somebody is, even for what costs nothing, is never the first choice. */
const isForAll = ({ image }: Ready): boolean => !image.startsWith("dhi.io/");

/** A move to an image without a shell that everybody can pull leaves nothing more to do; else the smaller variants come first. */
function fixes(file: Dockerfile, stage: Stage, ready: readonly Ready[]): readonly Fix[] {
  const moves = ready.map(
    (move): Fix => ({
      title: `Ship on ${move.image.replace(/:nonroot$/, "")}`,
      safety: "review",
      changes: move.changes,
      onlyPicked: !isForAll(move),
    }),
  );
  if (ready.some(isForAll)) return moves;
  const variants = smallerVariants(file, stage).map(
    ({ image, changes }): Fix => ({ title: `Use ${imageNamed({ text: image })}`, safety: "review", changes }),
  );
  return [...variants, ...moves];
}
