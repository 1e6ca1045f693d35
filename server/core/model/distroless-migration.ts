import { type Change, replace } from "../edits/change.ts";
import { insertAfter } from "../edits/dockerfile-editor.ts";
import { removeWithComments } from "../edits/dockerfile-removal.ts";
import type { OtherVersions } from "../facts/facts.ts";
import { renameBase } from "./base-image-rename.ts";
import { type CompiledProgram, compiledProgram } from "./compiled-program.ts";
import { accountChanges, type NewAccount } from "./distroless-account.ts";
import { healthcheckChanges, type Obstacle, type Step, startChanges } from "./distroless-runtime.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { glibcBuilders, movedToGlibc } from "./glibc-builders.ts";
import { commonPackages, isIdleRun } from "./idle-run.ts";
import { lastingRun } from "./lasting-run.ts";
import { packageObstacle } from "./package-copies.ts";
import { binaryFiles } from "./program-files.ts";
import { leaveRootHome } from "./root-home.ts";
import { type Language, nonroot, otherRuntimes, type Runtime, runtimesOf } from "./runtime-images.ts";
import { shippedFiles } from "./shipped-files.ts";
import { idleAccounts, type Split, splitChanges } from "./stage-split.ts";
import { type StartWords, startWords } from "./start-words.ts";

/** The change of a whole file to an image without shell and package manager, or what stands in its way. */
export type Migration =
  | { readonly image: string; readonly changes: readonly Change[]; readonly note?: string }
  | { readonly image: string; readonly obstacles: readonly Obstacle[] };

/** Nobody writes so many stages; whoever generates them does not want them edited. */
const most = 100;

/** How the image could ship without a shell, the preferred way first; none where no image could take its base's place. */
export function distrolessMigrations(file: Dockerfile): readonly Migration[] {
  const stage = file.final;
  if (!stage?.facts?.shell || stage.windows || file.stages.length > most) return [];
  const runtimes = runtimesOf(stage);
  const others = otherRuntimes(stage).map((other) => toOther(stage, other));
  if (runtimes.length > 0) return [...others, ...runtimes.map((runtime) => toRuntime(file, stage, runtime))];
  const binary = toBinary(file, stage);
  return binary ? [binary] : others;
}

/** The runtime's image comes without this version. */
function toOther({ from }: Stage, { image, versions }: OtherVersions): Migration {
  const last = versions.at(-1);
  const list = versions.length > 1 ? `${versions.slice(0, -1).join(", ")} and ${last}` : last;
  return { image, obstacles: [{ at: from, text: `it comes in version ${list} only` }] };
}

function toRuntime(file: Dockerfile, stage: Stage, runtime: Runtime): Migration {
  const { image, account, language } = runtime;
  const packages = packageObstacle(file, stage, runtime);
  const steps = [
    startChanges(file, stage, runtime),
    healthcheckChanges(file, stage, runtime.programs, runtime.path),
    ...(packages ? [{ obstacle: packages }] : []),
    ...shapes(stage),
  ];
  const runs = idleRuns(file, stage, commonPackages);
  const changesLibc = stage.facts?.libc !== runtime.libc;
  if (steps.every(isFree) && !runs.every(isFree)) {
    const start = stage.entrypoint() ?? stage.cmd();
    const words = start && startWords(file, start);
    const shipped = words && shippedFiles(file, stage, language, words);
    const isBound = changesLibc && bindsToLibc.has(language);
    const moved: Step = isBound ? movedToGlibc(file, stage, idleAccounts(file, stage)) : { changes: [] };
    const apart = shipped && split(file, stage, { image, account, ...shipped }, [...steps, moved]);
    if (apart) return apart;
  }
  return assemble(file, stage, image, account, [
    ...steps,
    ...(language === "node" && runtime.libc === "glibc" ? [glibcBuilders(file, stage)] : []),
    ...runs,
  ]);
}

/** Languages whose packages may bring machine code. */
const bindsToLibc: ReadonlySet<Language> = new Set(["node", "python"]);

const isFree = (step: Step): boolean => "changes" in step;

/** A stage that builds and runs becomes two, unless what it runs needs more of it than the program's files. */
function split(file: Dockerfile, stage: Stage, parts: Split, steps: readonly Step[]): Migration | undefined {
  if (
    stage.parent ||
    parts.files.some((path) => /^\/root(?:\/|$)/.test(path)) ||
    lastingRun(file, stage, parts) ||
    !steps.every(isFree)
  )
    return undefined;
  const changes = splitChanges(file, stage, parts);
  const others = steps.flatMap((step) => ("changes" in step ? step.changes : []));
  if (!changes) return undefined;
  const { image, note } = parts;
  return { image, changes: [...others, ...changes], ...(note !== undefined && { note }) };
}

/** Debian's newest release that distroless images are built from. */
const release = "debian13";

function toBinary(file: Dockerfile, stage: Stage): Migration | undefined {
  // A base that brings another language's runtime is there for the sake of that.
  const { kind, image: base = "" } = stage.facts ?? {};
  if (kind !== "os" && !compilers.has(base)) return undefined;
  const start = stage.entrypoint() ?? stage.cmd();
  const words = start && startWords(file, start);
  const program = words?.words[0]?.value;
  if (!start || !words || program === undefined) return undefined;
  const compiled = compiledProgram(file, stage, program);
  if (!compiled?.needs) return toOwnBinary(file, stage, words);
  const { needs } = compiled;
  if (typeof needs !== "string") {
    const image = `gcr.io/distroless/base-${release}:nonroot`;
    return { image, obstacles: [{ at: compiled.copy, text: `the program ${needs.obstacle}` }] };
  }
  const image = `gcr.io/distroless/${variants[needs]}-${release}:nonroot`;
  const args = stage.entrypoint() ? stage.cmd() : undefined;
  const shell = [start, args].find((instruction) => instruction?.form === "shell");
  return assemble(file, stage, image, nonroot, [
    shell ? asExec(file, shell, args !== undefined) : { changes: [] },
    healthcheckChanges(file, stage, new Set([program]), program),
    ...shapes(stage),
    ...idleRuns(file, stage, [...commonPackages, ...provided[needs]]),
  ]);
}

/** A program that the stage compiles by itself. */
function toOwnBinary(file: Dockerfile, stage: Stage, start: StartWords): Migration | undefined {
  const built = binaryFiles(file, stage, start);
  if (!built) return undefined;
  const program = start.words[0]?.value ?? "";
  const image = `gcr.io/distroless/${variants[built.needs]}-${release}:nonroot`;
  const args = stage.entrypoint() ? stage.cmd() : undefined;
  const steps = [
    start.instruction.form === "shell" ? asExec(file, start.instruction, args !== undefined) : { changes: [] },
    healthcheckChanges(file, stage, new Set([program]), program),
    ...shapes(stage),
  ];
  const note = `Of what the stage copies only ${built.files.join(" ")} is shipped: templates and configuration that it reads have to be copied as well.`;
  const { files } = built;
  return split(file, stage, { image, account: nonroot, files, ...(copiesAll(stage) && { note }) }, steps);
}

/** Directories may hold more than sources. */
const copiesAll = (stage: Stage): boolean =>
  stage.chain.some(
    ({ keyword, words }) =>
      (keyword === "COPY" || keyword === "ADD") && words.slice(0, -1).some(({ value }) => !/\.\w+$/.test(value)),
  );

const compilers = new Set(["golang", "rust", "gcc"]);

const variants = { nothing: "static", libc: "base", libgcc: "cc" } as const;

/** Libraries that the images have beside those of all. */
const provided: Readonly<Record<Extract<CompiledProgram["needs"], string>, readonly string[]>> = {
  nothing: [],
  libc: ["libc6", "libssl3", "openssl"],
  libgcc: ["libc6", "libssl3", "openssl", "libgcc-s1", "libgcc", "libstdc++6", "libstdc++"],
};

/** A shell form of plain words; with another instruction beside it the two mean something else in exec form. */
function asExec(file: Dockerfile, at: Instruction, isOneOfTwo: boolean): Step {
  const words = startWords(file, at);
  if (!words || isOneOfTwo) return { obstacle: { at, text: `${at.keyword} needs a shell` } };
  const inner = words.words.map(({ value }) => JSON.stringify(value)).join(", ");
  return { changes: [replace(at.body, `[${inner}]`)] };
}

/** Each RUN of the stage goes, where nothing of what it does is missed. */
function idleRuns(file: Dockerfile, stage: Stage, packages: readonly string[]): Step[] {
  const known = new Set(packages);
  const runs = stage.chain.filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  return runs.map((run): Step => {
    const own = stage.instructions.includes(run);
    if (!isIdleRun(run, known)) {
      const advice = own ? "so move it to a build stage" : "and the stage stands on it";
      return { obstacle: { at: run, text: `RUN needs a shell, ${advice}` } };
    }
    return { changes: own ? removeWithComments(file, run) : [] };
  });
}

function assemble(
  file: Dockerfile,
  stage: Stage,
  image: string,
  account: NewAccount,
  steps: readonly Step[],
): Migration {
  const obstacles = steps.flatMap((step) => ("obstacle" in step ? [step.obstacle] : []));
  const base = obstacles.length > 0 ? [] : rebased(file, stage, image);
  if (obstacles.length > 0 || !base) {
    return { image, obstacles: obstacles.sort((a, b) => a.at.span.start - b.at.span.start) };
  }
  const moved = leaveRootHome(file, stage);
  if (!moved)
    return { image, obstacles: [{ at: stage.from, text: "the program lies in /root, which only root may enter" }] };
  const changes = steps.flatMap((step) => ("changes" in step ? step.changes : []));
  return { image, changes: [...base, ...moved, ...changes, ...accountChanges(file, stage, account)] };
}

/** Instructions that act on what is no longer there, or in images that are built upon this one. */
function shapes(stage: Stage): Step[] {
  const pinned: Step[] =
    stage.image?.digest === undefined
      ? []
      : [{ obstacle: { at: stage.from, text: "a digest pins the image, and the new one's is not known here" } }];
  const acting = stage.chain.flatMap((at): Step[] => {
    if (at.onbuild) return [{ obstacle: { at, text: "ONBUILD acts in images that may need a shell" } }];
    if (at.keyword === "SHELL") return [{ obstacle: { at, text: "SHELL names a shell that is not there" } }];
    const lost = !stage.instructions.includes(at) && (at.keyword === "COPY" || at.keyword === "ADD");
    return lost ? [{ obstacle: { at, text: "what it copies is in a stage that this one stands on" } }] : [];
  });
  return [...pinned, ...acting];
}

/** Puts the stage on the new image, with the settings of the stages that it stood on. */
function rebased(file: Dockerfile, stage: Stage, image: string): Change[] | undefined {
  const { fromWord, parent } = stage;
  if (!fromWord) return undefined;
  const base = parent ? [replace(fromWord.span, image)] : renameBase(file, stage, image, false);
  if (!base) return undefined;
  const moved = stage.instructions.some(
    ({ keyword, words }) => keyword === "WORKDIR" && words[0]?.value.startsWith("/"),
  );
  const inherited = stage.chain.filter(
    (one) => settings.has(one.keyword) && !(moved && one.keyword === "WORKDIR") && !stage.instructions.includes(one),
  );
  const lines = inherited.flatMap(({ span }) => file.text.slice(span.start, span.end).split(/\r?\n/));
  const startsAtHome = !image.startsWith("mcr.microsoft.com/");
  const home = startsAtHome && needsRootDirectory(stage) ? ["WORKDIR /"] : [];
  const added = [...home, ...lines];
  return added.length === 0 ? base : [...base, ...insertAfter(file, stage.from, added)];
}

const settings = new Set(["ENV", "WORKDIR", "EXPOSE", "LABEL", "STOPSIGNAL", "VOLUME"]);

/** The new image starts in the home of its account: paths may count on the root directory of the old one. */
function needsRootDirectory(stage: Stage): boolean {
  if (stage.workdir().setBy) return false;
  const copies = stage.chain.filter(({ keyword }) => keyword === "COPY" || keyword === "ADD");
  const targets = copies.map(({ words }) => words[words.length - 1]?.value ?? "/");
  return targets.some((to) => !/^[/$]/.test(to)) || targets.filter((to) => !elsewhere.test(to)).length > 1;
}

/** Directories whose files are found by their full name. */
const elsewhere = /^\/(?:bin|etc|lib|opt|sbin|usr|var)\//;
