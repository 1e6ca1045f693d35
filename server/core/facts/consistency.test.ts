import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { dataFolder, factFiles } from "../../../scripts/facts.ts";
import { assertTimeGrowsLinearly } from "../../../test/growth.ts";
import { parseImageReference } from "../model/parse-image-reference.ts";
import { lifetimes } from "./end-of-life.ts";
import { endOfLifeData, familyData, type ImageEntry, imageData } from "./entries.ts";
import { imageFacts } from "./images.ts";
import { regularExpression } from "./patterns.ts";
import { snapshotDate } from "./snapshot.ts";

const snapshot = fileURLToPath(new URL("../../../../shared/facts", import.meta.url));
const here = existsSync(snapshot) ? {} : { skip: "the snapshot is absent" };
const isoDate = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

const { images, alternatives, writablePaths } = imageData();
const families = familyData();
const ends = endOfLifeData();

/** A name that the entry covers. */
function nameOf({ image, pattern }: ImageEntry): string {
  if (pattern === undefined) return image;
  return image
    .replace("[-debian12|-debian13]", "-debian13")
    .replace("{N}", "9")
    .replace(/\{(\w[\w/-]*)(?:,[^}]*)?\}/g, "$1")
    .replace("*", "node");
}

test("every image resolves to itself", () => {
  for (const entry of images) {
    const name = nameOf(entry);
    const reference = parseImageReference(name);
    assert.ok(reference, name);
    assert.equal(imageFacts(reference)?.image, name);
    for (const alias of entry.aliases ?? []) {
      const other = parseImageReference(alias);
      assert.ok(other, alias);
      assert.ok(imageFacts(other), alias);
    }
  }
});

test("no name stands for two images", () => {
  const names = images.flatMap(({ image, aliases = [] }) => [image, ...aliases]);
  assert.deepEqual(names, [...new Set(names)]);
});

test("every image has a variant for any tag, of a family that is known", () => {
  for (const { image, variants } of images) {
    const last = variants.at(-1);
    assert.ok(last && last.tag === undefined && last.name === undefined, image);
    for (const { family } of variants) assert.ok(families[family], `${image}: ${family}`);
  }
});

test("every index leads somewhere, and nothing is kept that none leads to", () => {
  const used = { alternatives: new Set<number>(), paths: new Set<number>() };
  for (const entry of images) {
    for (const at of entry.alternatives ?? []) used.alternatives.add(at);
    for (const at of entry.writablePaths ?? []) used.paths.add(at);
  }
  const all = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
  const sorted = (set: Set<number>): number[] => [...set].sort((a, b) => a - b);
  assert.deepEqual(sorted(used.alternatives), all(alternatives.length));
  assert.deepEqual(sorted(used.paths), all(writablePaths.length));
});

test("every alternative is a reference that says who it runs as and what changes", () => {
  const values = { version: "1.2", major: "1", minor: "1.2", java: "21", os: "trixie", codename: "trixie" };
  for (const { image, tag, user, change, lines } of alternatives) {
    const filled = Object.entries({ ...values, tag: "1.2", stable: "stable", line: lines?.[0] ?? "" }).reduce(
      (text, [key, value]) => text.replace(`{${key}}`, value),
      tag === "" ? image : `${image}:${tag}`,
    );
    assert.ok(parseImageReference(filled), filled);
    assert.match(user, /^[a-z0-9]+$|^ContainerUser$/i);
    assert.notEqual(change, "", filled);
  }
});

test("every cycle has a date or says that it has none", () => {
  assert.match(snapshotDate, isoDate);
  for (const [product, { cycles }] of Object.entries(ends.products)) {
    assert.deepEqual(
      cycles.map(({ cycle }) => cycle),
      [...new Set(cycles.map(({ cycle }) => cycle))],
      product,
    );
    for (const { cycle, end, extendedEnd } of cycles) {
      if (typeof end === "string") assert.match(end, isoDate, `${product} ${cycle}`);
      if (extendedEnd !== undefined) assert.match(extendedEnd, isoDate, `${product} ${cycle}`);
    }
  }
  for (const { end } of ends.deadImages) if (typeof end === "string") assert.match(end, isoDate);
});

test("every product that is named is there", () => {
  const named = [
    ...Object.values(ends.images).flat(),
    ...ends.osSuffixes.map(({ product }) => product),
    ...ends.secondAxes.map(({ product }) => product),
    ...Object.keys(ends.endedMajors),
  ];
  for (const product of named) assert.ok(ends.products[product], product);
  for (const { product, cycle } of ends.imagePatterns) {
    assert.ok(
      ends.products[product]?.cycles.some((one) => one.cycle === cycle),
      `${product} ${cycle}`,
    );
  }
  for (const [product, majors] of Object.entries(ends.endedMajors)) {
    for (const last of Object.values(majors)) {
      assert.ok(
        ends.products[product]?.cycles.some(({ cycle }) => cycle === last),
        `${product} ${last}`,
      );
    }
  }
});

/** Every pattern of the data, with cycles put in. */
function patterns(): Set<string> {
  const found = new Set<string | undefined>();
  for (const { pattern, variants } of images) {
    found.add(pattern);
    for (const { tag, name, accounts = [] } of variants) {
      for (const one of [tag, name, ...accounts.flatMap(({ only, unless }) => [only, unless])]) found.add(one);
    }
  }
  for (const { when, unless } of alternatives) found.add(when).add(unless);
  for (const template of ends.tagPatterns) found.add(template.replace("{}", "1\\.2"));
  for (const { cycles } of Object.values(ends.products)) {
    for (const { tag } of cycles) if (typeof tag === "string") found.add(tag);
  }
  for (const { pattern } of [...ends.imagePatterns, ...ends.osSuffixes, ...ends.secondAxes]) found.add(pattern);
  for (const { unless } of ends.deadImages) found.add(unless);
  found.delete(undefined);
  return found as Set<string>;
}

test("every pattern compiles and needs little time for any tag or name", () => {
  const units = ["1", "1.", "1-", "a", "a-", "-", ".", "1.2-", "v1", "jdk-", "alpine-", "1_", "0a"];
  // A name may be 255 characters long.
  const hostile = (length: number) => units.map((unit) => `${unit.repeat(length).slice(0, length - 1)}!`);
  for (const pattern of patterns()) {
    const expression = regularExpression(pattern);
    assertTimeGrowsLinearly(hostile, (texts) => texts.forEach((text) => void expression.test(text)), 64);
  }
});

test("the data stays small", () => {
  const bytes = readdirSync(dataFolder).map((name) => readFileSync(path.join(dataFolder, name)));
  assert.ok(gzipSync(Buffer.concat(bytes)).length < 60_000);
});

test("the data is what the snapshot makes: npx tsx scripts/facts.ts ../shared/facts", here, () => {
  for (const [name, text] of factFiles(snapshot)) {
    assert.ok(readFileSync(path.join(dataFolder, name), "utf8") === text, name);
  }
});

test("what is proposed for a tag that is still built is itself still built", here, () => {
  const file = JSON.parse(readFileSync(path.join(snapshot, "tag-lifetimes.json"), "utf8")) as {
    images: Record<string, { active: string[] }>;
  };
  const active = new Map(Object.entries(file.images).map(([name, tags]) => [name, new Set(tags.active)]));
  let compared = 0;
  for (const [name, tags] of active) {
    for (const tag of tags) {
      const reference = parseImageReference(`${name}:${tag}`);
      for (const alternative of (reference && imageFacts(reference)?.alternatives) ?? []) {
        const built = active.get(alternative.image);
        if (!built) continue;
        compared++;
        assert.ok(built.has(alternative.tag), `${name}:${tag} → ${alternative.image}:${alternative.tag}`);
      }
    }
  }
  assert.ok(compared > 1000);
});

test("nothing is proposed that had ended", () => {
  for (const entry of images) {
    const reference = parseImageReference(nameOf(entry));
    for (const { image, tag } of (reference && imageFacts(reference)?.alternatives) ?? []) {
      const proposed = parseImageReference(tag === "" ? image : `${image}:${tag}`);
      assert.ok(proposed);
      for (const { end } of lifetimes(proposed)) assert.notEqual(end, true, `${image}:${tag}`);
    }
  }
});
