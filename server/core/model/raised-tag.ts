import { systemCodename } from "../facts/codenames.ts";
import type { Lifetime } from "../facts/facts.ts";

/**
 * The tag with a newer cycle in place of the one that ended, and without the release of the system below it, which the
 * new cycle may not come on. `lifetimes` are those of the tag. Undefined where a word of the tag is not understood.
 */
export function raisedTag(
  tag: string,
  lifetimes: readonly Lifetime[],
  hasEnded: (one: Lifetime) => boolean,
): string | undefined {
  const [version = "", ...words] = ordered(tag);
  const product = lifetimes.find(({ axis }) => axis === "product");
  const kept = words.map((word) => (/^alpine3\.\d+/.test(word) ? "alpine" : word)).filter((word) => !system.test(word));
  if (!kept.every((word) => variant.test(word))) return undefined;
  if (!product) return version === "" && kept.length > 0 ? kept.join("-") : undefined;
  if (!hasEnded(product)) return [withoutPatch(version, product.cycle), ...kept].join("-");
  const newest = product.newest && onItsLine(product.newest, product);
  if (newest === undefined) return undefined;
  const cycle = codename.test(version) ? (systemCodename(product.product, newest) ?? newest) : newest;
  return [cycle, ...kept].join("-");
}

/** Even minors of nginx are its stable line, and each odd one has a stable one below it. */
function onItsLine(newest: string, { product, cycle }: Lifetime): string {
  const [major, minor] = newest.split(".").map(Number);
  const isStable = product === "nginx" && Number(cycle.split(".")[1]) % 2 === 0;
  return isStable && minor !== undefined && minor % 2 === 1 ? `${major}.${minor - 1}` : newest;
}

/** The version first, empty where there is none: `lts-hydrogen` counts as one. */
function ordered(tag: string): readonly string[] {
  const words = tag.split("-");
  const [first = "", second] = words;
  if (first === "lts" && second !== undefined && nodeCodename.test(second)) return words.slice(1);
  return isVersion(first) ? words : ["", ...words];
}

const isVersion = (word: string): boolean =>
  /^v?\d+(?:\.\d+)*$/.test(word) || nodeCodename.test(word) || codename.test(word);

const nodeCodename = /^(?:argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton)$/;
const codename =
  /^(?:wheezy|jessie|stretch|buster|bullseye|bookworm|trusty|xenial|bionic|focal|jammy|noble|artful|cosmic|disco|eoan|groovy|hirsute|impish|kinetic|lunar|mantic|oracular|plucky|questing|zesty|yakkety)$/;

/** Releases of a system, and dates. */
const system = new RegExp(`${codename.source}|^(?:debian|ubuntu)[\\d.]+$|^\\d{8}(?:\\.\\d+)?$`);
const variant = /^(?:slim|alpine|fpm|apache|cli|zts|jdk|jre|perl|headless|lts|current|stable|mainline)$/;

/** A patch release stays on the system that it was built on. */
function withoutPatch(version: string, cycle: string): string {
  return version.startsWith(`${cycle}.`) ? cycle : version;
}
