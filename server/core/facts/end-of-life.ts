import type { ImageReference } from "../model/image-reference.ts";
import { type CycleEntry, type EndOfLifeData, endOfLifeData, type ProductEntry } from "./entries.ts";
import type { Lifetime } from "./facts.ts";
import { matches, regularExpression } from "./patterns.ts";
import { remember } from "./remember.ts";
import { snapshotDate } from "./snapshot.ts";

/**
 * How long an image at a tag is cared for, on each axis that can be told, what ends first coming first. A tag that
 * names no cycle (`latest`, `3`) says nothing.
 */
export const lifetimes: (reference: ImageReference) => readonly Lifetime[] = remember((reference) => {
  const data = endOfLifeData();
  const { name } = reference;
  const tag = reference.tag ?? "latest";
  const own = [...ofName(name, data), ...ofProducts(name, tag, data)];
  const found = [...own, ...ofSystem(tag, own, data), ...ofSecondAxis(name, tag, data)];
  return [...ofDeadImage(name, tag, data), ...found.map((found) => lifetime(found, data)).sort(byEnd)];
});

/** Whether ordinary security support is over on the day. */
export function ended({ end }: Pick<Lifetime, "end">, today: string): boolean {
  return typeof end === "string" ? end < today : end;
}

interface Found {
  readonly product: string;
  readonly cycle: CycleEntry;
  readonly axis: Lifetime["axis"];
}

/** Some products are told by the image's name: `ubi9`, `static-debian12`. */
function ofName(name: string, { imagePatterns, products }: EndOfLifeData): Found[] {
  return imagePatterns.flatMap(({ pattern, product, cycle }) => {
    if (!matches(pattern, name)) return [];
    const entry = products[product]?.cycles.find((one) => one.cycle === cycle);
    return entry ? [{ product, cycle: entry, axis: "product" }] : [];
  });
}

function ofProducts(name: string, tag: string, data: EndOfLifeData): Found[] {
  const names = Object.hasOwn(data.images, name) ? (data.images[name] ?? []) : [];
  return names.flatMap((product): Found[] => {
    const entry = data.products[product];
    const cycle = entry && (cycleOf(entry, tag, data) ?? untracked(product, entry, tag, data));
    return cycle ? [{ product, cycle, axis: "product" }] : [];
  });
}

/** The longest cycle wins: `3.10` before `3.1`. */
function cycleOf({ cycles }: ProductEntry, tag: string, { tagPatterns }: EndOfLifeData): CycleEntry | undefined {
  let best: CycleEntry | undefined;
  for (const one of cycles) {
    if (one.tag === undefined || (best && one.cycle.length <= best.cycle.length)) continue;
    const pattern =
      typeof one.tag === "string"
        ? one.tag
        : (tagPatterns[one.tag] ?? "").replace("{}", one.cycle.replaceAll(".", "\\."));
    if (matches(pattern, tag)) best = one;
  }
  return best;
}

/** A version that has no cycle of its own: older than all, a major of which none is left, or between two minors. */
function untracked(product: string, entry: ProductEntry, tag: string, data: EndOfLifeData): CycleEntry | undefined {
  const [version, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(tag)?.map((part) => part ?? "") ?? [];
  if (version === undefined || major === undefined) return;
  const over: CycleEntry = { cycle: version.replace("v", ""), end: true };
  const [oldestMajor, oldestMinor] = entry.oldest ?? [0, 0];
  if (Number(major) < oldestMajor) return over;
  if (!minor) {
    const last = data.endedMajors[product]?.[major];
    return entry.cycles.find(({ cycle }) => cycle === last);
  }
  if (Number(major) === oldestMajor && Number(minor) < oldestMinor) return over;
  const higher = entry.gaps && higherMinor(entry, Number(major), Number(minor));
  return higher && ended(higher, snapshotDate) ? over : undefined;
}

function higherMinor({ cycles }: ProductEntry, major: number, minor: number): CycleEntry | undefined {
  const minors = cycles
    .map((entry) => ({ entry, numbers: entry.cycle.split(".").map(Number) }))
    .filter(({ numbers: [first, second] }) => first === major && second !== undefined)
    .sort((a, b) => (a.numbers[1] ?? 0) - (b.numbers[1] ?? 0));
  const isBetween = minors.some(({ numbers }) => (numbers[1] ?? 0) < minor);
  return isBetween ? minors.find(({ numbers }) => (numbers[1] ?? 0) > minor)?.entry : undefined;
}

/** `-bookworm`, `-alpine3.20`: the system below the product. */
function ofSystem(tag: string, own: readonly Found[], { osSuffixes, products }: EndOfLifeData): Found[] {
  return osSuffixes.flatMap(({ pattern, product, cycles, fallback }): Found[] => {
    const match = regularExpression(pattern).exec(tag);
    if (!match || own.some((found) => found.product === product)) return [];
    const named = match[1];
    const wanted = (cycles ? named && cycles[named] : named) ?? fallback;
    const cycle = products[product]?.cycles.find((one) => one.cycle === wanted);
    return cycle ? [{ product, cycle, axis: "os" }] : [];
  });
}

/** `tomcat:9-jdk8` is a Java as well, `wordpress:6-php8.1` a PHP. */
function ofSecondAxis(name: string, tag: string, { secondAxes, products }: EndOfLifeData): Found[] {
  return secondAxes.flatMap(({ images, pattern, product }): Found[] => {
    const version = images.includes(name) ? regularExpression(pattern).exec(tag)?.[1] : undefined;
    const cycle = products[product]?.cycles.find((one) => one.cycle === version);
    return cycle ? [{ product, cycle, axis: "product" }] : [];
  });
}

function ofDeadImage(name: string, tag: string, { deadImages, images }: EndOfLifeData): Lifetime[] {
  const dead = deadImages.find(({ image }) => image === name) ?? deadImages.find(({ image }) => below(image, name));
  // A family of images can be dead but for one that is still tracked by itself.
  const spared = dead && dead.image !== name && images[name]?.includes("debian");
  if (!dead || spared || (dead.unless !== undefined && matches(dead.unless, tag))) return [];
  return [
    {
      product: name,
      cycle: "",
      end: dead.end,
      extendedEnd: undefined,
      axis: "image",
      newest: undefined,
      note: dead.reason,
    },
  ];
}

function below(pattern: string, name: string): boolean {
  return pattern.endsWith("/*") && name.startsWith(pattern.slice(0, -1));
}

function lifetime({ product, cycle, axis }: Found, { products }: EndOfLifeData): Lifetime {
  const entry = products[product];
  const free = entry?.extension?.paid === false;
  return {
    product: entry?.name ?? product,
    cycle: cycle.cycle,
    end: cycle.end,
    extendedEnd: free ? cycle.extendedEnd : undefined,
    axis,
    newest: entry && newest(entry, cycle),
    note: note(cycle, entry),
  };
}

/**
 * The newest long-term release where there is one; else the newest of the same major version, or of the first major
 * behind it, of which one is supported for some time yet.
 */
function newest({ cycles }: ProductEntry, { cycle: own }: CycleEntry): string | undefined {
  const at = cycles.findIndex(({ cycle }) => cycle === own);
  const newer = (at < 0 ? cycles : cycles.slice(0, at)).filter((cycle) => !ended(cycle, snapshotDate));
  const longTerm = newer.find((cycle) => cycle.longTerm);
  if (longTerm || !own.includes(".")) return (longTerm ?? newer[0])?.cycle;
  const lasting = newer.filter((cycle) => !ended(cycle, halfYearOn) && majorOf(cycle.cycle) >= majorOf(own));
  const nearest = Math.min(...lasting.map(({ cycle }) => majorOf(cycle)));
  return (lasting.find(({ cycle }) => majorOf(cycle) === nearest) ?? newer[0])?.cycle;
}

const majorOf = (cycle: string): number => Number.parseInt(cycle, 10);

const halfYearOn = new Date(Date.parse(snapshotDate) + 183 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

function note(cycle: CycleEntry, entry: ProductEntry | undefined): string | undefined {
  const { extension } = entry ?? {};
  const extended =
    extension && cycle.extendedEnd
      ? `${extension.name} until ${cycle.extendedEnd}${extension.paid ? ", for customers only" : ""}`
      : undefined;
  const all = [cycle.note, extended, entry?.note].filter((text) => text !== undefined);
  return all.length > 0 ? all.join(". ") : undefined;
}

function byEnd(a: Lifetime, b: Lifetime): number {
  return rank(a.end).localeCompare(rank(b.end));
}

function rank(end: string | boolean): string {
  return typeof end === "string" ? end : end ? "" : "~";
}
