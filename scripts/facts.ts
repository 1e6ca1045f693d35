import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { endOfLifeEntries } from "./facts/end-of-life.ts";
import { familyEntries } from "./facts/families.ts";
import { imageEntries } from "./facts/images.ts";
import { readSnapshot } from "./facts/snapshot.ts";

/** The data files that a snapshot makes, by their name below `server/core/facts/data`. */
export function factFiles(folder: string): ReadonlyMap<string, string> {
  const snapshot = readSnapshot(folder);
  const families = familyEntries(snapshot);
  return new Map([
    ["images.ts", module("imagesText", imageEntries(snapshot, families))],
    ["families.ts", module("familiesText", families)],
    ["end-of-life.ts", module("endOfLifeText", endOfLifeEntries(snapshot))],
    ["snapshot.ts", `export const snapshotDate = ${JSON.stringify(snapshot.taken)};\n`],
  ]);
}

export const dataFolder = fileURLToPath(new URL("../server/core/facts/data", import.meta.url));

/** Text that is parsed on demand, one entry on a line so that a new snapshot can be reviewed. */
function module(name: string, data: object): string {
  const text = lines(data).replace(/[\\`]|\$(?=\{)/g, "\\$&");
  return `export const ${name} = \`${text}\`;\n`;
}

function lines(data: object): string {
  const parts = Object.entries(data).map(([key, value]: [string, unknown]) => {
    const items = Array.isArray(value) ? value : undefined;
    const list = items?.map((item) => JSON.stringify(item)).join(",\n");
    if (list !== undefined) return `${JSON.stringify(key)}:[\n${list}]`;
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return `${JSON.stringify(key)}:{\n${entries.map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`).join(",\n")}}`;
  });
  return `{${parts.join(",\n")}}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const [folder] = process.argv.slice(2);
  if (!folder) throw new Error("Usage: npx tsx scripts/facts.ts <folder with the snapshot>");
  for (const [name, text] of factFiles(folder)) writeFileSync(path.join(dataFolder, name), text);
}
