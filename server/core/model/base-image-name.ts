import type { Stage } from "./dockerfile.ts";
import type { ImageReference } from "./image-reference.ts";

/** The image at the bottom of a stage, for a sentence. */
export function baseNamed({ image, fromWord }: Stage): string {
  return image ? imageNamed(image) : shortened(fromWord?.text ?? "the base");
}

/** `node:22`: without digest, and without a long registry. */
export function imageNamed({ text }: Pick<ImageReference, "text">): string {
  return shortened(text.replace(/@.*$/s, ""));
}

const longest = 50;

function shortened(text: string): string {
  if (text.length <= longest) return text;
  const last = `…/${text.slice(text.lastIndexOf("/") + 1)}`;
  return last.length <= longest ? last : `${last.slice(0, longest - 1)}…`;
}
