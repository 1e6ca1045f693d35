import { replace } from "../../../edits/change.ts";
import { imageFacts } from "../../../facts/images.ts";
import { type CopiedImage, copiedImages } from "../../../model/copied-images.ts";
import type { Stage } from "../../../model/dockerfile.ts";
import { parseImageReference } from "../../../model/parse-image-reference.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "unpinned-copied-image",
  title: "Files come from an image whose version is not pinned",
  why: "What is copied changes whenever somebody pushes to that image: a bad or hijacked one is in the next build. And a misspelled stage is looked for in a public registry, where anybody may have taken the name.",
  mayBreak: "Nothing breaks, but new versions no longer come by themselves: let a bot raise them.",
  severity: "warning",
  references: ["CIS Docker 4.2", "CWE-1357"],
  aliases: { hadolint: ["DL3022"] },
  options: {},

  *check(file) {
    for (const one of copiedImages(file)) {
      const finding = judge(file.stages, one);
      if (finding) yield finding;
    }
  },
});

function judge(stages: readonly Stage[], { name, span, stage }: CopiedImage): Finding | undefined {
  const image = parseImageReference(name);
  if (!image || image.digest !== undefined || (image.tag !== undefined && image.tag !== "latest")) return undefined;
  const meant =
    image.tag === undefined ? stages.slice(0, most).find((one) => one !== stage && isLike(one.name, name)) : undefined;
  if (meant?.name !== undefined) {
    const { index, name: other } = meant;
    const isLater = index >= stage.index;
    return {
      span,
      message: isLater
        ? `Stage ${name} stands below: here an image of that name is fetched from a registry.`
        : `No stage is called ${name}, so an image of that name is fetched: is ${other} meant?`,
      fixes: () =>
        isLater ? [] : [{ title: `Copy from stage ${other}`, safety: "review", changes: [replace(span, other)] }],
    };
  }
  const shown = name.length < 50 ? name : "This image";
  const isPlain = /^[\w-]+$/.test(name);
  return {
    span,
    message: image.tag
      ? `${shown} moves: each build may get another version.`
      : `${shown} has no tag, which means latest: each build may get another version.`,
    ...(isPlain &&
      !imageFacts(image) && { severity: "hint" as const, note: "The name may also be that of a build context." }),
  };
}

/** Who writes more stages has them generated, and generators do not misspell. */
const most = 100;

/** One letter more, less or other, or the same but for capitals and separators. */
function isLike(name: string | undefined, written: string): boolean {
  if (name === undefined || name.length < 3) return false;
  const [a, b] = [plain(name), plain(written)];
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || short.length < 4) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  const rest = short.slice(at);
  const isSwap =
    short.length === long.length &&
    rest.slice(0, 2) === `${long[at + 1]}${long[at]}` &&
    rest.slice(2) === long.slice(at + 2);
  return isSwap || long.slice(at + 1) === (short.length === long.length ? rest.slice(1) : rest);
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, "");
