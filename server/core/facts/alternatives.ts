import type { ImageReference } from "../model/image-reference.ts";
import { parseImageReference } from "../model/parse-image-reference.ts";
import { ended, lifetimes } from "./end-of-life.ts";
import { type AlternativeEntry, type ImageEntry, imageData } from "./entries.ts";
import type { Alternative, ImageFacts, OtherVersions } from "./facts.ts";
import { matches } from "./patterns.ts";
import { snapshotDate } from "./snapshot.ts";
import { type TagParts, tagParts } from "./tag-parts.ts";

/** Smaller images that can take the place of `reference`: those that suit its version and are still cared for. */
export function alternatives(
  reference: ImageReference,
  entry: ImageEntry,
  facts: Pick<ImageFacts, "family" | "shell" | "libc">,
): readonly Alternative[] {
  // A digest alone does not tell the version, and without a shell there is little left to leave out.
  if (reference.tag === undefined && reference.digest !== undefined) return [];
  if (!facts.shell && facts.family !== "scratch") return [];
  const { alternatives: all } = imageData();
  const tag = reference.tag ?? "latest";
  const parts = tagParts(tag);
  return (entry.alternatives ?? []).flatMap((index) => {
    const candidate = all[index];
    if (!candidate || !suits(candidate, tag, facts)) return [];
    if (candidate.newest && !isNewest(reference, parts)) return [];
    const own = candidate.image === entry.image;
    const filled = filler(candidate, tag, parts);
    const image = filled?.(own ? repository(reference) : candidate.image);
    const newTag = filled?.(candidate.tag)?.replace(/-{2,}/g, "-").replace(/^-|-$/g, "");
    if (image === undefined || newTag === undefined || (own && newTag === tag) || isOutdated(image, newTag)) return [];
    return {
      image,
      tag: newTag,
      kind: candidate.kind,
      user: candidate.user,
      shell: candidate.shell,
      entrypoint: candidate.entrypoint?.map((word) => filled?.(word) ?? word),
      change: candidate.change,
    };
  });
}

/** What could take the place of `reference` if that were of another version: distroless images alone are so few. */
export function otherVersions(
  reference: ImageReference,
  entry: ImageEntry,
  facts: Pick<ImageFacts, "family" | "shell" | "libc">,
): readonly OtherVersions[] {
  if (reference.tag === undefined || !facts.shell) return [];
  const { alternatives: all } = imageData();
  const parts = tagParts(reference.tag);
  return (entry.alternatives ?? []).flatMap((index) => {
    const candidate = all[index];
    if (candidate?.kind !== "distroless" || !candidate.lines || !suits(candidate, reference.tag ?? "", facts))
      return [];
    const asked = versionAskedFor(`${candidate.image}:${candidate.tag}`, parts);
    const newest = candidate.lines.at(-1);
    if (!asked || !/^\d/.test(asked) || newest === undefined || lineOf(candidate.lines, asked)) return [];
    const image = candidate.image.replace(/\{\w+\}/, newest);
    return { image, versions: candidate.lines };
  });
}

function suits(
  { image, when, unless, libc }: AlternativeEntry,
  tag: string,
  facts: Pick<ImageFacts, "family" | "libc">,
): boolean {
  if (facts.family.startsWith("windows") !== image.includes("/windows/")) return false;
  if (libc !== undefined && facts.libc !== undefined && libc !== facts.libc) return false;
  return matches(when, tag) && (unless === undefined || !matches(unless, tag));
}

/** Without a version, or with the newest that is known. */
function isNewest(reference: ImageReference, { version }: TagParts): boolean {
  if (version === undefined || !/\d/.test(version)) return version !== undefined;
  const products = lifetimes(reference).filter(({ axis }) => axis === "product");
  return products.length > 0 && products.every(({ newest }) => newest === undefined);
}

/** The name as it is written, so that a mirror stays the mirror. */
function repository({ text, tag, digest }: ImageReference): string {
  const end = text.length - (digest === undefined ? 0 : digest.length + 1) - (tag === undefined ? 0 : tag.length + 1);
  return text.slice(0, end);
}

/** Fills a template; undefined where it asks for what the tag does not tell, or comes in other versions only. */
function filler(
  { image, tag: template, lines }: AlternativeEntry,
  tag: string,
  parts: TagParts,
): ((text: string) => string | undefined) | undefined {
  const line = lines && lineOf(lines, versionAskedFor(`${image}:${template}`, parts));
  if (lines && line === undefined) return;
  const values: Readonly<Record<string, string | undefined>> = {
    ...parts,
    tag,
    line,
    os: parts.codename ?? "",
    stable: tag === "latest" ? "stable" : tag,
  };
  return (text) => {
    const keys = [...text.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => key);
    if (keys.some((key) => values[key] === undefined)) return;
    return keys.reduce((filled, key) => filled.replace(`{${key}}`, values[key] ?? ""), text);
  };
}

function versionAskedFor(template: string, { version, major, minor, java }: TagParts): string | undefined {
  if (template.includes("{java}")) return java;
  if (template.includes("{major}")) return major;
  return version && (minor ?? major);
}

/** The line that the version is, or belongs to: `22` for `22.11`. */
function lineOf(lines: readonly string[], version: string | undefined): string | undefined {
  if (!version) return;
  return lines.find((line) => line === version) ?? lines.find((line) => version.startsWith(`${line}.`));
}

/** The data is silent on what came after it was gathered, so its own date is the one to ask about. */
function isOutdated(image: string, tag: string): boolean {
  const reference = parseImageReference(tag === "" ? image : `${image}:${tag}`);
  if (!reference) return true;
  return lifetimes(reference).some(
    (lifetime) =>
      ended(lifetime, snapshotDate) && (lifetime.extendedEnd === undefined || lifetime.extendedEnd < snapshotDate),
  );
}
