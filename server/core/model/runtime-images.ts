import type { Alternative, OtherVersions } from "../facts/facts.ts";
import { imageFacts } from "../facts/images.ts";
import type { NewAccount } from "./distroless-account.ts";
import type { Stage } from "./dockerfile.ts";
import { parseImageReference } from "./parse-image-reference.ts";

export type Language = "node" | "java" | "python" | "dotnet" | "ruby";

/** An image that brings a language's runtime and no shell. */
export interface Runtime {
  readonly image: string;
  readonly language: Language;
  /** What starts programs for it, as files name it. */
  readonly programs: ReadonlySet<string>;
  /** What starts them in the new image. */
  readonly path: string;
  /** The words that the new image's own entrypoint puts before CMD. */
  readonly entrypoint: readonly string[];
  readonly libc: "glibc" | "musl";
  readonly account: NewAccount;
}

/** The counterparts of the stage's image, the preferred one first. */
export function runtimesOf(stage: Stage): readonly Runtime[] {
  return (counterpart(stage)?.alternatives ?? []).flatMap(
    (one) => distroless(one) ?? chiseled(one, stage) ?? hardened(one) ?? [],
  );
}

/** Counterparts that there would be for another version. */
export const otherRuntimes = (stage: Stage): readonly OtherVersions[] => counterpart(stage)?.otherVersions ?? [];

/** An SDK's programs run on the runtime of its version. */
function counterpart({ facts, image }: Stage) {
  if (facts?.image !== "mcr.microsoft.com/dotnet/sdk") return facts;
  const runtime = image && parseImageReference(image.text.replace("/dotnet/sdk", "/dotnet/aspnet"));
  return runtime && imageFacts(runtime);
}

function distroless({ image, tag, entrypoint = [] }: Alternative): Runtime | undefined {
  const name = /^gcr\.io\/distroless\/(nodejs|java|python3)/.exec(image)?.[1];
  const language = distrolessLanguages.get(name ?? "");
  const [path] = entrypoint;
  if (!language || path === undefined) return undefined;
  const programs = programsOf[language];
  return { image: `${image}:${tag}`, language, programs, path, entrypoint, libc: "glibc", account: nonroot };
}

const distrolessLanguages: ReadonlyMap<string, Language> = new Map([
  ["nodejs", "node"],
  ["java", "java"],
  ["python3", "python"],
]);

function chiseled({ image, tag, kind }: Alternative, stage: Stage): Runtime | undefined {
  if (kind !== "chiseled") return undefined;
  // The image without ICU and time zones is for programs that have said that they do without.
  const invariant = /^(?:1|true)$/i.test(stage.env().get("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") ?? "");
  const name = `${image}:${invariant ? tag : `${tag}-extra`}`;
  const programs = programsOf.dotnet;
  return {
    image: name,
    language: "dotnet",
    programs,
    path: "dotnet",
    entrypoint: [],
    libc: "glibc",
    account: dotnetApp,
  };
}

/** Docker's hardened images put the runtime on the PATH and have no entrypoint. Which port those of .NET set is not known. */
function hardened({ image, tag, kind, user, shell, entrypoint }: Alternative): Runtime | undefined {
  const known = kind === "hardened" && !shell && !entrypoint ? hardenedImages.get(image) : undefined;
  if (!known || user === undefined) return undefined;
  const [language, path] = known;
  const ids = `${user}:${user}`;
  return {
    image: `${image}:${tag}`,
    language,
    programs: programsOf[language],
    path,
    entrypoint: [],
    libc: tag.includes("alpine") ? "musl" : "glibc",
    account: { user: ids, ids, names: new Set([user]) },
  };
}

const hardenedImages: ReadonlyMap<string, readonly [Language, string]> = new Map([
  ["dhi.io/node", ["node", "node"]],
  ["dhi.io/python", ["python", "python3"]],
  ["dhi.io/eclipse-temurin", ["java", "java"]],
  ["dhi.io/ruby", ["ruby", "ruby"]],
]);

const programsOf: Readonly<Record<Language, ReadonlySet<string>>> = {
  node: new Set(["node", "nodejs"]),
  java: new Set(["java"]),
  python: new Set(["python", "python3", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14"]),
  dotnet: new Set(["dotnet"]),
  ruby: new Set(["ruby"]),
};

export const nonroot: NewAccount = { user: "65532:65532", ids: "65532:65532", names: new Set(["nonroot", "65532"]) };

const dotnetApp: NewAccount = {
  user: "$APP_UID",
  ids: "1654:1654",
  names: new Set(["app", "1654", "$APP_UID"]),
};
