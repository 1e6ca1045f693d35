import type { Change } from "../edits/change.ts";
import type { Alternative } from "../facts/facts.ts";
import { renameBase } from "./base-image-rename.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { callsOf } from "./shell-calls.ts";

/** A variant of the same image with less in it, and what in the file names it. */
export interface SmallerVariant {
  readonly image: string;
  readonly changes: readonly Change[];
}

/** The slim, JRE and Alpine variants that the stage's commands can do with, in this order. */
export function smallerVariants(file: Dockerfile, stage: Stage): readonly SmallerVariant[] {
  const { facts, image } = stage;
  if (!facts || !image?.tag || image.digest !== undefined || image.tag === "latest") return [];
  const repository = image.text.slice(0, -image.tag.length - 1);
  const work = workOf(file, stage);
  const compiles = needsBuilding(stage, work);
  return facts.alternatives.flatMap((alternative) => {
    const { image: name, tag } = alternative;
    if (name !== repository && !name.startsWith("eclipse-temurin")) return [];
    if (compiles && (alternative.kind === "slim" || alternative.kind === "alpine")) return [];
    if (!fits(alternative, work) || (name !== repository && !sharesMaker(facts.image))) return [];
    const changes = renameBase(file, stage, `${name}:${tag}`, false);
    return changes ? [{ image: `${name}:${tag}`, changes }] : [];
  });
}

/** Build tools' images stand on Temurin themselves. */
const sharesMaker = (image: string): boolean => image === "maven" || image === "gradle";

interface Work {
  readonly calls: ReadonlySet<string>;
  /** Installed by apt-get: they are there whatever the base image brings. */
  readonly installed: ReadonlySet<string>;
  readonly text: string;
  /** What another stage has built is bound to the libc of that. */
  readonly copiesBuilt: boolean;
}

function workOf({ text }: Dockerfile, stage: Stage): Work {
  const calls = new Set<string>();
  const installed = new Set<string>();
  const texts: string[] = [];
  for (const instruction of stage.chain) {
    if (!runs.has(instruction.keyword)) continue;
    texts.push(text.slice(instruction.span.start, instruction.span.end));
    for (const { name, words } of callsOf(instruction)) {
      calls.add(name);
      if (name === "apt-get" || name === "apt") for (const { value } of words) installed.add(value ?? "");
    }
  }
  const copiesBuilt = stage.chain.some((copy) => copy.keyword === "COPY" && copy.flag("from") !== undefined);
  return { calls, installed, text: texts.join("\n"), copiesBuilt };
}

const runs = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "SHELL"]);

/** True where the stage installs what may have to be compiled, and brings no compiler but the base image's. */
export function needsCompiler(file: Dockerfile, stage: Stage): boolean {
  return needsBuilding(stage, workOf(file, stage));
}

const needsBuilding = (stage: Stage, work: Work): boolean =>
  !bringsCompiler(work) && stage.chain.some((run) => run.keyword === "RUN" && compilesIn(run));

/** Package managers of languages build native parts of what they install, where nobody has done so before. */
const compilesIn = (run: Instruction): boolean =>
  callsOf(run).some(({ name, words }) => {
    const verbs = installers.get(name.replace(/^(pip)[\d.]+$/, "$1"));
    if (verbs) return words.slice(1).some(({ value }) => value !== undefined && verbs.has(value));
    if (name.startsWith("python")) return words.some(({ value }) => value === "pip");
    return builders.has(name) || (name === "yarn" && yarnInstalls(words[1]?.value));
  });

const yarnInstalls = (verb: string | undefined): boolean => verb === undefined || /^(?:install|-.*)$/.test(verb);

const builders = new Set(["cargo", "make", "cmake", "gcc", "g++", "cc", "node-gyp"]);

const installers = new Map(
  Object.entries({
    bundle: "install",
    bundler: "install",
    gem: "install",
    pip: "install wheel",
    pipenv: "install sync",
    poetry: "install",
    uv: "install sync",
    npm: "ci install i clean-install",
    pnpm: "install i",
  }).map(([name, verbs]) => [name, new Set(verbs.split(" "))] as const),
);

function fits({ image, kind, tag }: Alternative, work: Work): boolean {
  const isJre = /(?:^|-)jre(?:-|$)/.test(tag);
  if (isJre) return kind !== "alpine" && ![...missingInJre].some((tool) => work.calls.has(tool));
  if (kind !== "slim" && kind !== "alpine") return false;
  const missing = image.includes("python") ? missingInSlim : [...missingInSlim, "python3"];
  const lacks = [...missing].some((tool) => work.calls.has(tool) && !work.installed.has(tool));
  if (lacks || usesHeaders(work)) return false;
  return kind === "slim" || (!work.copiesBuilt && !needsDebian.test(work.text));
}

/** What the full image has from Debian's packages for building. */
const missingInSlim = new Set(
  "git gcc g++ cc make autoconf automake curl wget unzip bzip2 patch svn hg ssh ssh-keygen convert identify file pkg-config mysql_config pg_config openssl gpg gpgv dirmngr ps xz".split(
    " ",
  ),
);

/** Headers are installed to compile with, by the compiler that the full image brings. */
function usesHeaders({ installed, text }: Work): boolean {
  return (
    /\bgit\+|\bgithub:/.test(text) ||
    (!bringsCompiler({ installed }) && [...installed].some((item) => item.endsWith("-dev")))
  );
}

const bringsCompiler = ({ installed }: Pick<Work, "installed">): boolean =>
  ["gcc", "g++", "build-essential", "clang"].some((tool) => installed.has(tool));

const needsDebian = /\b(?:apt|apt-get|dpkg|useradd|groupadd|bash|pip3?|gem|bundle|poetry|uv|conda)\b/;

const missingInJre = new Set(
  "javac jlink jdeps jar jpackage jcmd jstack jmap make gcc cc configure mvn mvnw gradle gradlew ant sbt lein clojure kotlinc".split(
    " ",
  ),
);
