import type { Change } from "../edits/change.ts";
import type { Alternative } from "../facts/facts.ts";
import { renameBase } from "./base-image-rename.ts";
import type { Dockerfile, Stage } from "./dockerfile.ts";
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
  return facts.alternatives.flatMap((alternative) => {
    const { image: name, tag } = alternative;
    if (name !== repository && !name.startsWith("eclipse-temurin")) return [];
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

function fits({ kind, tag }: Alternative, work: Work): boolean {
  const isJre = /(?:^|-)jre(?:-|$)/.test(tag);
  if (isJre) return kind !== "alpine" && ![...missingInJre].some((tool) => work.calls.has(tool));
  if (kind !== "slim" && kind !== "alpine") return false;
  const lacks = [...missingInSlim].some((tool) => work.calls.has(tool) && !work.installed.has(tool));
  if (lacks || compiles(work)) return false;
  return kind === "slim" || (!work.copiesBuilt && !needsDebian.test(work.text));
}

/** What the full image has from Debian's packages for building. */
const missingInSlim = new Set(
  "git gcc g++ cc make autoconf automake curl wget unzip bzip2 patch svn hg ssh ssh-keygen convert identify file pkg-config mysql_config pg_config".split(
    " ",
  ),
);

/** Headers are installed to compile with, by the compiler that the full image brings. */
function compiles({ installed, text }: Work): boolean {
  const brings = ["gcc", "g++", "build-essential"].some((tool) => installed.has(tool));
  return /\bgit\+|\bgithub:/.test(text) || (!brings && [...installed].some((item) => item.endsWith("-dev")));
}

const needsDebian = /\b(?:apt|apt-get|dpkg|useradd|groupadd|bash|pip3?|gem|bundle|poetry|uv|conda)\b/;

const missingInJre = new Set(
  "javac jlink jdeps jar jpackage jcmd jstack jmap make gcc cc configure mvn mvnw gradle gradlew ant sbt lein clojure kotlinc".split(
    " ",
  ),
);
