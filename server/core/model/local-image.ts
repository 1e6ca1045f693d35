import { imageFacts } from "../facts/images.ts";
import { latestCycle } from "../facts/latest-cycle.ts";
import type { ImageReference } from "./image-reference.ts";

/** A single word that is no image known here: it may name something that is built or filled in elsewhere. */
export function mayBeLocal(image: ImageReference): boolean {
  const { registry, name, text } = image;
  return registry === "docker.io" && !text.includes("/") && !imageFacts(image) && latestCycle(name) === undefined;
}
