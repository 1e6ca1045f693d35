import type { Change } from "../edits/change.ts";
import type { Alternative } from "../facts/facts.ts";
import { renameBase } from "./base-image-rename.ts";
import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { type Call, callsOf } from "./shell-calls.ts";

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
      if (name === "tar") for (const tool of unpackers(words)) calls.add(tool);
      if (name === "apt-get" || name === "apt") for (const { value } of words) installed.add(value ?? "");
    }
  }
  const copiesBuilt = stage.chain.some((copy) => copy.keyword === "COPY" && copy.flag("from") !== undefined);
  return { calls, installed, text: texts.join("\n"), copiesBuilt };
}

/** What tar starts by itself: of `tar xJf a.tar.xz` xz. */
function unpackers([, first, ...rest]: Call["words"]): readonly string[] {
  const texts = [first, ...rest].flatMap((word) => (word ? [word.text] : []));
  // Only the first word may leave the dash out.
  const bundles = texts.filter((text, index) => index === 0 || text.startsWith("-"));
  const says = (letter: RegExp, ending: RegExp) =>
    bundles.some((text) => letter.test(text)) || texts.some((text) => ending.test(text));
  return [
    ...(says(/^-?[a-zA-Z]*J[a-zA-Z]*$|^--xz$/, /\.t(?:ar\.)?xz\b/) ? ["xz"] : []),
    ...(says(/^-?[a-zA-Z]*j[a-zA-Z]*$|^--bzip2$/, /\.tar\.bz2\b/) ? ["bzip2"] : []),
  ];
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
  const isInstalled = (tool: string) => [tool, ...(packagesOf[tool] ?? [])].some((name) => work.installed.has(name));
  const lacks = [...missing].some((tool) => work.calls.has(tool) && !isInstalled(tool));
  if (lacks || usesHeaders(work)) return false;
  return kind === "slim" || (!work.copiesBuilt && !needsDebian.test(work.text));
}

/** What the full image has from Debian's packages for building. */
const missingInSlim = new Set(
  "git gcc g++ cc make autoconf automake curl wget unzip bzip2 patch svn hg ssh ssh-keygen convert identify file pkg-config mysql_config pg_config openssl gpg gpgv dirmngr ps xz".split(
    " ",
  ),
);

/** Debian's packages that bring them, where those are called otherwise. */
const packagesOf: Readonly<Record<string, readonly string[]>> = {
  gpg: ["gnupg", "gnupg2"],
  gpgv: ["gnupg", "gnupg2"],
  dirmngr: ["gnupg", "gnupg2"],
  ps: ["procps"],
  xz: ["xz-utils"],
  svn: ["subversion"],
  hg: ["mercurial"],
  ssh: ["openssh-client"],
  "ssh-keygen": ["openssh-client"],
  convert: ["imagemagick"],
  identify: ["imagemagick"],
  pg_config: ["libpq-dev"],
  make: ["build-essential"],
  gcc: ["build-essential"],
  "g++": ["build-essential"],
  cc: ["gcc", "build-essential"],
};

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
