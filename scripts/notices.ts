import { readdirSync, readFileSync } from "node:fs";

/** The licences of the packages that these files come from, as they ask to be passed on with every copy. */
export function notices(root: string, files: Iterable<string>): string {
  const folders = new Set<string>();
  for (const file of files) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
    if (folder) folders.add(folder);
  }
  const texts = [...folders].map((folder) => notice(`${root}${folder}`)).sort();
  return `Seaworthy contains code of these packages.\n\n${[...new Set(texts)].join("\n\n")}\n`;
}

function notice(folder: string): string {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as Record<string, unknown>;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? "" : readFileSync(`${folder}/${file}`, "utf8");
  const title = `${manifest["name"]} ${manifest["version"]} (${manifest["license"]})`;
  return `${title}\n${"-".repeat(title.length)}\n${text.trim()}`;
}
