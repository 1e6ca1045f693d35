import type { Stage } from "./dockerfile.ts";

/** The image at the bottom of a stage, short enough for a sentence: `node:22`, without a long registry or digest. */
export function baseNamed({ image, fromWord }: Stage): string {
  const full = image?.text.replace(/@.*$/s, "") ?? fromWord?.text ?? "the base";
  if (full.length <= longest) return full;
  const last = full.slice(full.lastIndexOf("/") + 1);
  return last.length < longest ? `…/${last}`.slice(-longest) : `${last.slice(0, longest - 1)}…`;
}

const longest = 50;
