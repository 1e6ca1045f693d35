/**
 * Writes all that follows from the rules' folders: the registry, a docs page per rule and their index, the README's
 * table, and the schemas. `--check` compares instead of writing.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { configurationSchema } from "../server/core/config-schema.ts";
import { type AnyRule, fullId, type Severity, type Target } from "../server/core/rule.ts";
import { readCases, readMarked } from "../test/cases.ts";
import { coveragePage } from "./coverage/page.ts";
import { rows } from "./coverage/row.ts";
import { ownPages, rulePage, rulesIndex, ruleTable } from "./pages.ts";
import { manifestWithSettings } from "./schemas.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const targets: readonly Target[] = ["dockerfile", "kubernetes", "compose"];
const check = process.argv.includes("--check");

const folders = targets.flatMap((target) =>
  readdirSync(`${root}/server/core/rules/${target}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${root}/server/core/rules/${target}/${entry.name}/rule.ts`))
    .map((entry) => `${target}/${entry.name}`)
    .sort(),
);

const rules: AnyRule[] = [];
for (const folder of folders) {
  const file = `${root}/server/core/rules/${folder}/rule.ts`;
  const { default: rule } = (await import(pathToFileURL(file).href)) as { default: AnyRule };
  if (fullId(rule) !== folder) throw new Error(`${folder}/rule.ts declares the id ${fullId(rule)}.`);
  for (const field of ["title", "why", "mayBreak"] as const) {
    if (rule[field].trim() === "") throw new Error(`${folder}: \`${field}\` is empty.`);
  }
  rules.push(rule);
}

const wanted = new Map<string, string>();
const repairs: Record<string, readonly string[]> = {};
const severities: Record<string, readonly Severity[]> = {};
wanted.set("server/core/registry.ts", registry());
for (const rule of rules) {
  const cases = readText(`server/core/rules/${fullId(rule)}/cases.md`) ?? "";
  const lower = lowerSeverities(rule);
  wanted.set(`docs/rules/${fullId(rule)}.md`, rulePage(rule, cases, lower));
  if (lower.length > 0) severities[fullId(rule)] = lower;
  const titles = readCases(cases, "").flatMap(({ fixed }) => fixed.map(({ title }) => title));
  if (titles.length > 0) repairs[fullId(rule)] = [...new Set(titles)];
}
wanted.set("server/cli/repairs.json", json(repairs));
wanted.set("server/cli/severities.json", json(severities));
wanted.set("docs/rules/README.md", `${rulesIndex(rules)}\n${ownPages()}`);
wanted.set("docs/coverage.md", coveragePage(rows, rules));
wanted.set("docs/seaworthy.schema.json", json(configurationSchema(rules)));
wanted.set("package.json", json(manifestWithSettings(JSON.parse(readText("package.json") ?? "{}"), rules)));
const readme = readText("README.md");
if (readme) wanted.set("README.md", withTable(readme));

let stale = 0;
for (const [path, text] of wanted) {
  if (readText(path) === text) continue;
  stale++;
  if (check) console.error(`${path} is not up to date.`);
  else {
    mkdirSync(dirname(`${root}/${path}`), { recursive: true });
    writeFileSync(`${root}/${path}`, text);
    console.log(`wrote ${path}`);
  }
}
for (const path of leftPages()) {
  stale++;
  if (check) console.error(`${path} is the page of no rule.`);
  else rmSync(`${root}/${path}`);
}
if (check && stale > 0) {
  console.error("Run `npm run gen` and commit what it writes.");
  process.exit(1);
}

function registry(): string {
  const name = (folder: string) =>
    folder.replace(/[/-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace("/", "");
  const imports = folders.map((folder) => `import ${name(folder)} from "./rules/${folder}/rule.ts";`);
  const list = folders.map((folder) => `  ${name(folder)},`);
  return [
    "// Written by `npm run gen`: static imports, so that bundles and the web worker need no directory scan.",
    'import type { AnyRule } from "./rule.ts";',
    ...imports,
    "",
    folders.length > 0
      ? `export const rules: readonly AnyRule[] = [\n${list.join("\n")}\n];`
      : "export const rules: readonly AnyRule[] = [];",
    "",
  ].join("\n");
}

/** Those of findings that weigh less, as the rule's examples show them. */
function lowerSeverities(rule: AnyRule): readonly Severity[] {
  const folder = `server/core/rules/${fullId(rule)}`;
  const texts = readdirSync(`${root}/${folder}`).filter((name) => name.endsWith(".md"));
  const labels = texts
    .flatMap((name) => readCases(readText(`${folder}/${name}`) ?? "", ""))
    .flatMap(({ bad }) => (bad === undefined ? [] : readMarked(bad).marks))
    .map(({ label }) => label);
  // What is off by itself is as severe as somebody says who turns it on.
  const lower: readonly Severity[] = rule.severity === "off" ? [] : ["warning", "info", "hint"];
  return lower.filter((severity) => labels.some((label) => label.startsWith(`${severity}: `)));
}

function leftPages(): string[] {
  const pages = readdirSync(`${root}/docs/rules`, { recursive: true, encoding: "utf8" });
  return pages
    .filter((page) => page.endsWith(".md") && !wanted.has(`docs/rules/${page}`))
    .map((page) => `docs/rules/${page}`);
}

function withTable(readme: string): string {
  return readme.replace(
    /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/,
    (_, open: string, close: string) => `${open}${ruleTable(rules)}${close}`,
  );
}

function readText(path: string): string | undefined {
  return existsSync(`${root}/${path}`) ? readFileSync(`${root}/${path}`, "utf8") : undefined;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
