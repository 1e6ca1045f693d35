import type { Dockerfile, Instruction, Stage } from "./dockerfile.ts";
import { accountPrograms, commonPackages, isIdleRun } from "./idle-run.ts";
import { isPackageManager } from "./package-call.ts";
import { onlyWorkdir } from "./program-files.ts";
import { type Call, callsOf } from "./shell-calls.ts";
import type { Shipped } from "./stage-split.ts";

/** The RUN whose work the program may need beside its own files: packages, programs for all, directories elsewhere. */
export function lastingRun(
  { text }: Dockerfile,
  stage: Stage,
  { files, builders }: Pick<Shipped, "files" | "builders">,
): Instruction | undefined {
  const workdir = onlyWorkdir(stage);
  const kept = workdir === undefined ? files : [...files, workdir];
  return stage.chain.find((run) => {
    if (run.keyword !== "RUN" || isIdleRun(run, buildPackages)) return false;
    const written = text.slice(run.span.start, run.span.end);
    const redirected = [...written.matchAll(/>\s{0,8}(\/[^\s;&|)"']{1,200})/g)].map(([, path = ""]) => path);
    return (
      redirected.some((path) => isElsewhere(path, kept)) ||
      callsOf(run).some((call) => !builders?.has(call.name) && lasts(call, kept))
    );
  });
}

/** What is installed to build with; any other package may be there for the program. */
const buildPackages = new Set([
  ..."build-essential gcc g++ make python3 python git musl-dev libc-dev libc6-dev pkg-config cmake bash curl wget build-base openssh-client unzip".split(
    " ",
  ),
  ...commonPackages,
]);

/** `npx playwright install` puts browsers into the account's home. */
const browsers = new Set(["playwright", "puppeteer", "cypress"]);

/** They read, or work in their own directory. */
const harmless = new Set(
  "npm npx yarn pnpm corepack node tsc vite next nest go cargo make mvn mvnw gradle gradlew rm ls cat echo printf set export unset test [ [[ true false exit find grep env pwd which upx strip".split(
    " ",
  ),
);

/** They write where their arguments say. */
const writers = new Set([
  "mkdir",
  "chown",
  "chmod",
  "cp",
  "mv",
  "ln",
  "touch",
  "install",
  "sed",
  "tar",
  "unzip",
  "git",
  "cd",
]);

const packageWords = /^(?:-|install$|add$|update$|upgrade$|clean$|autoremove$|purge$|del$)/;
const globalWords = /^(?:-|i$|install$|add$|global$|(?:npm|pnpm|yarn|corepack)(?:@|$))/;

function lasts({ name, words }: Call, kept: readonly string[]): boolean {
  const args = words.slice(1).map(({ value }) => value);
  if (isPackageManager(name)) {
    return args.some(
      (arg) => arg === undefined || (!packageWords.test(arg) && !buildPackages.has(arg.replace(/[=<>~].*$/s, ""))),
    );
  }
  if (accountPrograms.has(name)) return false;
  if (harmless.has(name)) {
    const isGlobal = args.some((arg) => arg === "-g" || arg === "--global" || arg === "global");
    if (args.some((arg) => browsers.has(arg ?? "")) && args.includes("install")) return true;
    return isGlobal && args.some((arg) => arg !== undefined && !globalWords.test(arg));
  }
  return !writers.has(name) || args.some((arg) => arg === undefined || isElsewhere(arg, kept));
}

function isElsewhere(path: string, kept: readonly string[]): boolean {
  const isInside = (root: string) => path === root || path.startsWith(`${root}/`);
  return path.startsWith("/") && !isInside("/tmp") && path !== "/dev/null" && !kept.some(isInside);
}
