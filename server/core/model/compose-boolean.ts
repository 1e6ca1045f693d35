import type { YamlView } from "../syntax/yaml-view.ts";

/** A truth value of a Compose file: where it wants one, Compose takes words too, in quotes or not. */
export function composeBoolean(view: YamlView | undefined): boolean | undefined {
  const word = view?.string()?.toLowerCase();
  return word === undefined ? view?.boolean() : words.get(word);
}

/** As compose-go casts them (interpolation: toBoolean). */
const words: ReadonlyMap<string, boolean> = new Map([
  ...["true", "1", "t", "y", "yes", "on"].map((word) => [word, true] as const),
  ...["false", "0", "f", "n", "no", "off"].map((word) => [word, false] as const),
]);
