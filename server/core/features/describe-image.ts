import type { Part } from "../analysis.ts";
import type { ImageFacts } from "../facts/facts.ts";
import type { ImageReference } from "../model/image-reference.ts";
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

export function describeImage(reference: ImageReference, facts: ImageFacts, _today: string | undefined): string {
  const known = [
    account(facts),
    facts.dropsPrivileges
      ? `Its entrypoint starts as root and gives that up by itself: ${code(facts.dropsPrivileges)}.`
      : "",
    inside(facts),
    writable(facts),
  ].filter((text) => text !== "");
  const notes = facts.confidence === "high" ? [] : ["Derived from its build files, not verified on the image itself."];
  return paragraphs(`**${code(reference.text)}**`, bullets(known), smaller(facts), ...facts.notes, ...notes);
}

function account({ user, uid, runsAsRoot, accounts }: ImageFacts): string {
  const number = uid !== undefined && String(uid) !== user ? ` (uid ${uid})` : "";
  const runsAs =
    user !== undefined
      ? `Runs as ${code(user)}${number}`
      : runsAsRoot === undefined
        ? "The user it runs as is not known"
        : `Runs as ${runsAsRoot ? "root" : "another user than root"}${number}`;
  if (runsAsRoot === false || accounts.length === 0) return `${runsAs}.`;
  const names = accounts.map(({ name, uid }) => (uid === undefined ? code(name) : `${code(name)} (uid ${uid})`));
  return `${runsAs}; it has the account ${names.join(", ")}.`;
}

function inside({ shell, packageManager, libc, family }: ImageFacts): string {
  const parts = [shell ? "a shell" : "no shell", packageManager ? code(packageManager) : "no package manager", libc];
  const list = parts.filter((part) => part !== undefined && part !== "").join(", ");
  return `Has ${list} (${family}).`;
}

function writable({ writablePaths }: ImageFacts): string {
  if (writablePaths.length === 0) return "";
  return `Writes to ${writablePaths.map(({ path }) => code(path)).join(", ")}: keep these writable under a read-only root.`;
}

function smaller({ alternatives, nonRootAlternative }: ImageFacts): string {
  const lines = alternatives.map(({ image, tag, user, shell, change }) => {
    const traits = [user && `runs as ${code(user)}`, shell ? "" : "no shell"].filter(Boolean).join(", ");
    return `${code(tag ? `${image}:${tag}` : image)}${traits && ` (${traits})`}${change && `: ${change}`}`;
  });
  if (nonRootAlternative) lines.unshift(`${code(nonRootAlternative)}, which does not run as root`);
  return lines.length === 0 ? "" : `Could be replaced by:\n\n${bullets(lines)}`;
}
