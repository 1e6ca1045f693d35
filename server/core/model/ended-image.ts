import { ended, lifetimes } from "../facts/end-of-life.ts";
import type { Lifetime } from "../facts/facts.ts";
import type { ImageReference } from "./image-reference.ts";

const day = 24 * 60 * 60 * 1000;

/** What of an image gets no security fixes any more, the gravest first; what is mended in part comes last. */
export function endedParts(image: ImageReference, today: string): readonly Lifetime[] {
  const over = lifetimes(image).filter((lifetime) => ended(lifetime, today));
  const rank = (one: Lifetime) => (isExtended(one, today) ? 2 : one.axis === "os" ? 1 : 0);
  return [...over].sort((a, b) => rank(a) - rank(b));
}

/** Long-term support that costs nothing goes on. */
export const isExtended = ({ extendedEnd }: Lifetime, today: string): boolean =>
  extendedEnd !== undefined && extendedEnd >= today;

/** Within 90 days. */
export function endedRecently({ end }: Lifetime, today: string): boolean {
  return typeof end === "string" && Date.parse(today) - Date.parse(end) < 90 * day;
}
