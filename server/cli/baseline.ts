import path from "node:path";
import type { Problem } from "../core/analysis.ts";
import { forward } from "../disk/files.ts";
import { readText } from "../disk/read-file.ts";
import { systemMessage } from "../disk/system-message.ts";
import type { Judged } from "./session.ts";
import { UserError } from "./user-error.ts";
import { writeAtomically } from "./write-file.ts";

/** A finding's name in a baseline. */
export interface Entry {
  readonly rule: string;
  readonly path: string;
  readonly place: string;
}

/** Findings that were there when the file was written: they are accepted, at their place and not at their line. */
export class Baseline {
  private readonly file: string;
  private readonly accepted: ReadonlySet<string>;
  private readonly found = new Map<string, Entry>();

  private constructor(file: string, entries: readonly Entry[]) {
    this.file = file;
    this.accepted = new Set(entries.map(keyOf));
  }

  static read(file: string): Baseline {
    const fails = (why: string) =>
      new UserError(`The baseline ${file} cannot be read. ${why} \`--update-baseline\` writes a new one.`);
    const read = readText(file);
    if ("error" in read) throw fails(read.error);
    let input: unknown;
    try {
      input = JSON.parse(read.text);
    } catch (error) {
      throw fails(`It is not valid JSON: ${error instanceof Error ? error.message : String(error)}.`);
    }
    const list: unknown =
      typeof input === "object" && input !== null && "findings" in input ? input.findings : undefined;
    if (!Array.isArray(list) || !list.every(isEntry)) {
      throw new UserError(`The baseline ${file} is not one that Seaworthy wrote.`);
    }
    return new Baseline(file, list);
  }

  static empty(file: string): Baseline {
    return new Baseline(file, []);
  }

  /** Paths count from the baseline's own folder, so that it holds wherever the command runs. */
  entryOf({ file, path: shown }: Judged, { id, place }: Problem): Entry {
    const relative = file === undefined ? shown : forward(path.relative(path.dirname(this.file), file));
    return { rule: id, path: relative, place };
  }

  accepts(entry: Entry): boolean {
    return this.accepted.has(keyOf(entry));
  }

  note(entry: Entry): void {
    this.found.set(keyOf(entry), entry);
  }

  /** Writes what was noted, and says how many entries that are. */
  write(): number {
    const keys = [...this.found.keys()].sort();
    const rows = keys.map((key) => `    ${JSON.stringify(this.found.get(key))}`);
    const list = rows.length > 0 ? `[\n${rows.join(",\n")}\n  ]` : "[]";
    try {
      writeAtomically(this.file, Buffer.from(`{\n  "version": 1,\n  "findings": ${list}\n}\n`));
    } catch (error) {
      throw new UserError(`The baseline ${this.file} cannot be written. ${systemMessage(error)}`);
    }
    return keys.length;
  }
}

const keyOf = ({ rule, path: file, place }: Entry): string => JSON.stringify([file, place, rule]);

function isEntry(input: unknown): input is Entry {
  if (typeof input !== "object" || input === null) return false;
  const { rule, path: file, place } = input as Record<string, unknown>;
  return typeof rule === "string" && typeof file === "string" && typeof place === "string";
}
