import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { isDockerfileName } from "../server/core/detect.ts";

/** A text of the corpus, with a path that lets the analyzer see what its author meant it to be. */
export interface CorpusText {
  readonly set: string;
  readonly path: string;
  readonly text: string;
}

const folder = new URL("../../shared/corpus/", import.meta.url);
export const corpusIsHere = existsSync(folder);
if (!corpusIsHere) console.log("The corpus of real files is not here: skipped.");

/** All texts, each once. */
export function corpusTexts(): readonly CorpusText[] {
  const texts = new Map<string, CorpusText>();
  for (const set of readdirSync(folder).filter((name) => /^(?:A|B[1-5]g?-)/.test(name))) {
    for (const { path, text } of textsOf(set)) {
      const key = `${isDockerfileName(path)}${text}`;
      if (!texts.has(key)) texts.set(key, { set, path, text });
    }
  }
  return [...texts.values()];
}

/** The same for a text on every machine; below `parts`. */
export function hashOf({ text }: CorpusText, parts: number): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0) % parts;
}

export const nameOf = ({ set, path, text }: CorpusText): string => `${set} ${path} (${text.length} characters)`;

interface Found {
  readonly path: string;
  readonly text: string;
}

function* textsOf(set: string): Iterable<Found> {
  for (const name of readdirSync(new URL(`${set}/`, folder), { recursive: true }) as string[]) {
    const file = readFileOf(`${set}/${name.replaceAll("\\", "/")}`);
    if (!file) continue;
    if (name.endsWith(".jsonl")) {
      for (const line of file.toString("utf8").split("\n").filter(Boolean)) yield* textsIn(JSON.parse(line), set);
    } else if (name.endsWith(".tar.gz")) yield* filesOf(gunzipSync(file));
  }
}

function readFileOf(path: string): Buffer | undefined {
  return /\.(?:jsonl|tar\.gz)$/.test(path) ? readFileSync(new URL(path, folder)) : undefined;
}

/** What a row holds: texts under names that say so, and maps from paths to texts. */
function* textsIn(row: Readonly<Record<string, unknown>>, set: string): Iterable<Found> {
  const path = typeof row["path"] === "string" ? row["path"] : "";
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === "string" && /^(?:content|mutated|expected|dockerfile|dockerfile_onbuild)$/.test(name)) {
      if (value.includes("\n")) yield { path: pathFor(set, path, `${name} ${String(row["kind"])}`), text: value };
    } else if (Array.isArray(value)) {
      for (const item of value) if (isRow(item)) yield* textsIn({ kind: row["kind"], ...item }, set);
    } else if (name === "files" && isRow(value)) {
      for (const [file, text] of Object.entries(value)) if (typeof text === "string") yield { path: file, text };
    }
  }
}

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function pathFor(set: string, path: string, what: string): string {
  if (set.startsWith("B1") || /dockerfile(?! Compose)/.test(what)) return isDockerfileName(path) ? path : "Dockerfile";
  if (set.startsWith("B4") || what.includes("dockerCompose")) return "compose.yaml";
  return /\.(?:ya?ml|json)$/.test(path) ? path : "manifest.yaml";
}

/** The text files of a tar archive. */
function* filesOf(archive: Buffer): Iterable<Found> {
  for (let at = 0; at + 512 <= archive.length; ) {
    const header = archive.subarray(at, at + 512);
    const field = (start: number, length: number) =>
      header.toString("utf8", start, start + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12).trim() || "0", 8);
    const isFile = field(156, 1) === "0" || field(156, 1) === "";
    const path = [field(345, 155), field(0, 100)].filter(Boolean).join("/");
    if (path && isFile) yield { path, text: archive.toString("utf8", at + 512, at + 512 + size) };
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
