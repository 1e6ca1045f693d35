import type { Part } from "../analysis.ts";
import { ended, lifetimes } from "../facts/end-of-life.ts";
import type { ImageFacts, Lifetime } from "../facts/facts.ts";
import { snapshotDate } from "../facts/snapshot.ts";
import type { ImageReference } from "../model/image-reference.ts";
import { imageWeight } from "../model/image-weight.ts";
import { contains, type Span } from "../text.ts";
import { bullets, code, paragraphs } from "./markdown.ts";

interface Image {
  readonly span: Span;
  readonly reference: ImageReference | undefined;
  readonly facts: ImageFacts | undefined;
}

/** What is known of the image that is named at an offset of the part. */
export function imageAt(
  part: Part,
  offset: number,
  today: string | undefined,
): { readonly span: Span; readonly markdown: string } | undefined {
  const image = images(part).find(({ span }) => contains(span, offset));
  if (!image?.reference || !image.facts) return undefined;
  return { span: image.span, markdown: describeImage(image.reference, image.facts, today) };
}

function images({ model }: Part): readonly Image[] {
  if (model.target === "dockerfile") {
    return model.dockerfile.stages.flatMap(({ fromWord, image, facts }) =>
      fromWord ? [{ span: fromWord.span, reference: image, facts }] : [],
    );
  }
  const holders =
    model.target === "kubernetes"
      ? model.manifest.containers
      : model.target === "compose"
        ? model.compose.services
        : [];
  return holders.flatMap(({ imageView, image, facts }) =>
    imageView ? [{ span: imageView.span, reference: image, facts }] : [],
  );
}

export function describeImage(reference: ImageReference, facts: ImageFacts, today: string | undefined): string {
  const known = [
    ...(today === undefined ? [] : relevant(lifetimes(reference)).map((lifetime) => support(lifetime, today))),
    account(facts),
    stepDown(facts),
    inside(facts),
    weight(reference, facts),
    writable(facts),
  ].filter((text) => text !== "");
  const doubt = facts.confidence === "high" ? "" : "; derived from its build files, not seen in the image itself";
  return paragraphs(
    `**${code(reference.text)}**`,
    bullets(known),
    replacements(facts),
    ...facts.notes,
    `*As known on ${snapshotDate}${doubt}.*`,
  );
}

/** Where nobody builds the image any more, newer versions of what is in it do not help. */
function relevant(all: readonly Lifetime[]): readonly Lifetime[] {
  const image = all.find(({ axis }) => axis === "image");
  return image ? [image] : all;
}

function support({ product, cycle, end, extendedEnd, newest, note }: Lifetime, today: string): string {
  const name = cycle === "" ? product : `${product} ${cycle}`;
  const newer = newest === undefined || newest === cycle ? "" : `; move to ${newest}`;
  const extended = extendedEnd !== undefined && extendedEnd >= today ? `; long-term fixes end on ${extendedEnd}` : "";
  const more = note === undefined ? "" : ` (${note})`;
  if (ended({ end }, today)) {
    const over =
      typeof end === "string" ? `has had no security support since ${end}` : "gets no security fixes any more";
    return `**${name} ${over}**${more}${extended}${newer}.`;
  }
  return typeof end === "string" ? `${name} has security support until ${end}${more}${extended}.` : "";
}

function account({ user, uid, runsAsRoot, accounts }: ImageFacts): string {
  const number = uid !== undefined && String(uid) !== user ? ` (uid ${uid})` : "";
  const runsAs =
    user !== undefined
      ? `Runs as ${code(user)}${number}`
      : runsAsRoot === undefined
        ? "The user it runs as is not known"
        : `Runs as ${runsAsRoot ? "root" : "a user other than root"}${number}`;
  if (runsAsRoot === false || accounts.length === 0) return `${runsAs}.`;
  const names = accounts.map(({ name, uid }) => (uid === undefined ? code(name) : `${code(name)} (uid ${uid})`));
  return `${runsAs}; it has the ${names.length === 1 ? "account" : "accounts"} ${names.join(", ")}.`;
}

function stepDown({ dropsPrivileges }: ImageFacts): string {
  return dropsPrivileges ? `Its entrypoint starts as root and gives that up by itself: ${code(dropsPrivileges)}.` : "";
}

function inside({ shell, packageManager, libc, family }: ImageFacts): string {
  const parts = [shell ? "a shell" : "no shell", packageManager ? code(packageManager) : "no package manager", libc];
  const list = parts.filter((part) => part !== undefined && part !== "").join(", ");
  return `Has ${list} (${family}).`;
}

function weight(reference: ImageReference, facts: ImageFacts): string {
  const { size, tools } = imageWeight(reference, facts);
  return `Size class: ${size}${tools === undefined ? "" : ` (${tools})`}.`;
}

function writable({ writablePaths }: ImageFacts): string {
  if (writablePaths.length === 0) return "";
  const paths = writablePaths.map(({ path, why }) => `${code(path)}${why && ` (${why})`}`);
  return `Writes to ${paths.join(", ")}: mount those where the root file system is read-only.`;
}

function replacements({ alternatives, nonRootAlternative }: ImageFacts): string {
  const lines = alternatives.map(({ image, tag, user, shell, change }) => {
    const traits = [user && `runs as ${code(user)}`, shell ? "" : "no shell"].filter(Boolean).join(", ");
    return `${code(tag ? `${image}:${tag}` : image)}${traits && ` (${traits})`}${change && `: ${change}`}`;
  });
  if (nonRootAlternative) lines.unshift(`${code(nonRootAlternative)}, which does not run as root`);
  return lines.length === 0 ? "" : `Could be replaced by:\n\n${bullets(lines)}`;
}
