import type { Dockerfile, Stage } from "../model/dockerfile.ts";
import type { ImageReference } from "../model/image-reference.ts";
import { packageCall } from "../model/package-call.ts";
import { parseImageReference } from "../model/parse-image-reference.ts";
import { callsOf, isWritten } from "../model/shell-calls.ts";
import type { Span } from "../text.ts";
import type { ScanReport, Vulnerability } from "./scan-report.ts";

/** Vulnerabilities that one word of a Dockerfile brings in. */
export interface BroughtIn {
  readonly span: Span;
  /** The image's name, where the word is one. */
  readonly image: string | undefined;
  /** False for the base of a stage that only builds. */
  readonly ships: boolean;
  readonly vulnerabilities: readonly Vulnerability[];
}

/**
 * How a report belongs to a Dockerfile: it is of an image that a stage stands on, or (`beside`: they lie in one folder)
 * of the image that the file builds, or of the files that it copies. `another`: of an older or newer tag of its base.
 */
export type Match =
  | { readonly brought: readonly BroughtIn[]; readonly stage: Stage }
  | { readonly another: string; readonly stage: Stage }
  | undefined;

export function matchReport(file: Dockerfile, report: ScanReport, beside: boolean): Match {
  const bases = file.stages.filter(({ parent, image }) => !parent && image);
  const named = report.artifacts.flatMap((name) => parseImageReference(name) ?? []);
  if (report.of === "image") {
    const stage = bases.find(({ image }) => image && isOf(named, image));
    if (stage) return { brought: onImage(file, stage, report.vulnerabilities), stage };
    const other = bases.find(({ image }) => named.some((one) => one.name === image?.name));
    if (other) return { another: report.artifacts[0] ?? "another image", stage: other };
  }
  const { final: stage } = file;
  if (!beside || !stage) return undefined;
  return { brought: report.of === "image" ? ofBuilt(file, stage, report) : ofFiles(file, report), stage };
}

/** Whether a report that has these names is of the image: digests decide where both have some, else the tag. */
function isOf(names: readonly ImageReference[], image: ImageReference): boolean {
  const same = names.filter(({ name }) => name === image.name);
  const digests = same.flatMap(({ digest }) => digest ?? []);
  if (image.digest !== undefined && digests.length > 0) return digests.includes(image.digest);
  return same.some(({ tag }) => (tag ?? "latest") === (image.tag ?? "latest"));
}

function onImage({ final }: Dockerfile, stage: Stage, vulnerabilities: readonly Vulnerability[]): readonly BroughtIn[] {
  const { imageWord, image } = stage;
  if (!imageWord || vulnerabilities.length === 0) return [];
  let base = final;
  while (base?.parent) base = base.parent;
  return [{ span: imageWord.span, image: image?.text, ships: base === stage, vulnerabilities }];
}

/** Of the image that the file builds: packages on the word that installs them, all others on the base. */
function ofBuilt(file: Dockerfile, final: Stage, { vulnerabilities }: ScanReport): readonly BroughtIn[] {
  const words = installedWords(file, final);
  return group(
    final,
    vulnerabilities,
    (one) => words[one.origin].get(one.package.toLowerCase()) ?? lockFile(final, one)?.span,
  );
}

/** Of a repository: what the Dockerfile does not copy by name is no matter of its. */
function ofFiles(file: Dockerfile, { vulnerabilities }: ScanReport): readonly BroughtIn[] {
  if (!file.final) return [];
  const known = vulnerabilities.flatMap((one) => {
    const word = file.stages.map((stage) => lockFile(stage, one)).find((found) => found !== undefined);
    return word ? [{ one, span: word.span }] : [];
  });
  const spans = new Map(known.map(({ one, span }) => [one, span]));
  return group(file.final, [...spans.keys()], (one) => spans.get(one));
}

function group(
  { imageWord, image }: Stage,
  vulnerabilities: readonly Vulnerability[],
  spanOf: (one: Vulnerability) => Span | undefined,
): readonly BroughtIn[] {
  const groups = new Map<number, BroughtIn & { readonly vulnerabilities: Vulnerability[] }>();
  for (const one of vulnerabilities) {
    const own = spanOf(one);
    const span = own ?? imageWord?.span;
    if (!span) continue;
    const found = groups.get(span.start) ?? {
      span,
      image: own ? undefined : image?.text,
      ships: true,
      vulnerabilities: [],
    };
    groups.set(span.start, found);
    found.vulnerabilities.push(one);
  }
  return [...groups.values()].sort((a, b) => a.span.start - b.span.start);
}

/** By lower-case name: the words of RUNs that install packages, of the distribution and of languages. */
function installedWords(
  file: Dockerfile,
  final: Stage,
): Readonly<Record<Vulnerability["origin"], ReadonlyMap<string, Span>>> {
  const words = { system: new Map<string, Span>(), language: new Map<string, Span>() };
  for (const run of final.chain) {
    if (run.keyword !== "RUN") continue;
    for (const call of callsOf(run)) {
      const read = packageCall(call);
      const operands =
        read?.does === "install" ? read.operands : languageInstall.test(call.name) ? call.words.slice(2) : [];
      for (const word of operands) {
        const { value } = word;
        const name = value && /^@?[\w./-]+?(?=\[|[=<>~!@:].*$|$)/.exec(value)?.[0];
        const origin = read?.does === "install" ? "system" : "language";
        if (name && isWritten(file, word)) words[origin].set(name.toLowerCase(), word.span);
      }
    }
  }
  return words;
}

const languageInstall = /^(?:pip[\d.]*|npm|yarn|pnpm|gem|go|cargo|composer)$/;

/** The word of a COPY that brings the file by which a package was found. */
function lockFile(stage: Stage, { file, origin }: Vulnerability) {
  const name = origin === "language" ? file?.replace(/^.*\//, "") : undefined;
  if (!name) return undefined;
  for (const copy of stage.instructions) {
    if ((copy.keyword !== "COPY" && copy.keyword !== "ADD") || copy.flag("from")) continue;
    const word = copy.words.slice(0, -1).find(({ value }) => value.replace(/^.*\//, "") === name || fits(value, name));
    if (word) return word;
  }
  return undefined;
}

/** `package*.json` for `package-lock.json`. */
function fits(pattern: string, name: string): boolean {
  const last = pattern.replace(/^.*\//, "");
  const [before = "", after = "", ...more] = last.split("*");
  return (
    last.includes("*") &&
    last !== "*" &&
    more.length === 0 &&
    name.startsWith(before) &&
    name.endsWith(after) &&
    name.length >= before.length + after.length
  );
}
