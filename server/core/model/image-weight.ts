import type { ImageFacts } from "../facts/facts.ts";
import type { ImageReference } from "./image-reference.ts";

/** How much an image ships, as far as its name and its facts tell. */
export interface ImageWeight {
  /**
   * `minimal`: no shell; `small`: a shell in a system of few packages; `slim`: a system without compilers; `full`: also
   * what other packages are compiled with; `build tools`: made to build in, not to ship.
   */
  readonly size: "minimal" | "small" | "slim" | "full" | "build tools";
  /** What that is, where the image is made to build in: `the Go toolchain`. */
  readonly tools?: string;
}

export function imageWeight({ name, tag = "latest" }: ImageReference, facts: ImageFacts): ImageWeight {
  if (!facts.shell) return { size: "minimal" };
  const tools = toolchains.get(facts.image);
  // Rust's slim images have its whole toolchain.
  if (tools !== undefined && (facts.image === "rust" || !/(?:^|-)(?:slim|curl|scm)\b/.test(tag))) {
    return { size: "build tools", tools };
  }
  if (javaKits.has(facts.image) && !/jre/.test(`${name}:${tag}`)) return { size: "build tools", tools: "a whole JDK" };
  if (facts.libc === "musl" || smallFamilies.test(facts.family)) return { size: "small" };
  return { size: onBuildpack.has(facts.image) && !/(?:^|-)slim\b/.test(tag) ? "full" : "slim" };
}

const smallFamilies = /alpine|busybox|wolfi|minimal|micro/;

/** Languages whose images stand on Debian's packages for building where their tag does not say otherwise. */
const onBuildpack: ReadonlySet<string> = new Set("node python ruby perl pypy erlang elixir hylang".split(" "));

const toolchains: ReadonlyMap<string, string> = new Map([
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

const javaKits: ReadonlySet<string> = new Set([
  "eclipse-temurin",
  "openjdk",
  "amazoncorretto",
  "azul/zulu-openjdk",
  "sapmachine",
  "ibm-semeru-runtimes",
  "mcr.microsoft.com/openjdk/jdk",
]);
