import type { Place } from "./objects.ts";

/**
 * Of several objects with the same name, as in `dev/` and `prod/`, the one whose file lies nearest. Undefined where the
 * nearest do not agree in what is asked of them.
 */
export function nearestTo<Found extends { readonly at: Place }>(
  path: string,
  found: readonly Found[],
  ask: (one: Found) => unknown,
): Found | undefined {
  const distances = found.map((one) => distance(path, one.at.path));
  const least = Math.min(...distances);
  const nearest = found.filter((_, index) => distances[index] === least);
  const [first] = nearest;
  return first && nearest.every((one) => ask(one) === ask(first)) ? first : undefined;
}

/** Steps through folders from one file to the other; none within a file. */
function distance(from: string, to: string): number {
  if (from === to) return 0;
  const a = from.split("/");
  const b = to.split("/");
  let shared = 0;
  while (shared < a.length - 1 && shared < b.length - 1 && a[shared] === b[shared]) shared++;
  return a.length + b.length - 2 * shared - 1;
}
