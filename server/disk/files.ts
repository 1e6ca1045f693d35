import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import ignore, { type Ignore } from "ignore";
import { isDockerfileName, isWorkspaceName } from "../core/detect.ts";
import { readBytes } from "./read-file.ts";
import { systemMessage } from "./system-message.ts";

export interface FoundFile {
  readonly absolute: string;
  /** As the argument was given, with forward slashes. */
  readonly shown: string;
  /** Named as an argument, not found in a directory. */
  readonly named: boolean;
}

export interface FileError {
  readonly path: string;
  readonly message: string;
}

/** The files that the arguments mean, in order and each once. Directories are walked with `.gitignore` respected. */
export function findFiles(
  args: readonly string[],
  cwd: string,
): { readonly files: readonly FoundFile[]; readonly errors: readonly FileError[] } {
  const seen = new Set<string>();
  const files: FoundFile[] = [];
  const errors: FileError[] = [];
  for (const arg of args) {
    const absolute = path.resolve(cwd, arg);
    const shown = forward(arg).replace(/(?<=[^/])\/+$/, "");
    try {
      if (statSync(absolute).isDirectory()) {
        const walk = new Walk(seen, errors);
        for (const _ of walk.directory(absolute, shown, gitignoresAbove(absolute)));
        files.push(...walk.finish());
      } else if (!seen.has(absolute)) {
        seen.add(absolute);
        files.push({ absolute, shown, named: true });
      }
    } catch (error) {
      errors.push({ path: shown, message: systemMessage(error) });
    }
  }
  return { files, errors };
}

/** The files of a folder, a directory at a time, so that whoever walks may rest in between. */
export function* walkFolder(folder: string): Iterable<readonly FoundFile[]> {
  const walk = new Walk(new Set(), []);
  yield* walk.directory(folder, folder, gitignoresAbove(folder));
}

export const forward = (file: string): string => (path.sep === "\\" ? file.replaceAll("\\", "/") : file);

/** A `.gitignore`, and the folder that its patterns are relative to. */
interface IgnoreLevel {
  readonly folder: string;
  readonly rules: Ignore;
}

const skipped = new Set([".git", "node_modules"]);

class Walk {
  private readonly files: FoundFile[] = [];
  private readonly links: { readonly absolute: string; readonly shown: string }[] = [];
  private readonly seen: Set<string>;
  private readonly errors: FileError[];

  constructor(seen: Set<string>, errors: FileError[]) {
    this.seen = seen;
    this.errors = errors;
  }

  /** Yields the files of each directory below the folder. */
  *directory(folder: string, shownFolder: string, above: readonly IgnoreLevel[]): Iterable<readonly FoundFile[]> {
    const from = this.files.length;
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      this.errors.push({ path: shownFolder, message: systemMessage(error) });
      return;
    }
    const own = entries.some(({ name }) => name === ".gitignore") ? readGitignore(folder) : undefined;
    const levels = own ? [...above, own] : above;
    const below: [string, string][] = [];
    for (const entry of entries) {
      const absolute = path.join(folder, entry.name);
      const shown = shownFolder === "." ? entry.name : `${shownFolder === "/" ? "" : shownFolder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && !isIgnored(absolute, true, levels)) below.push([absolute, shown]);
      } else if ((isDockerfileName(entry.name) || isWorkspaceName(entry.name)) && !isIgnored(absolute, false, levels)) {
        if (entry.isFile()) this.add(absolute, shown);
        else if (entry.isSymbolicLink()) this.links.push({ absolute, shown });
      }
    }
    yield this.files.slice(from);
    for (const [absolute, shown] of below) yield* this.directory(absolute, shown, levels);
  }

  /** All files in order. Links to files are followed where the file itself is not checked; links to directories, as in git, are not. */
  finish(): readonly FoundFile[] {
    for (const { absolute, shown } of this.links) {
      // An editor's lock is a link that leads nowhere on purpose.
      if (path.basename(absolute).startsWith(".#")) continue;
      try {
        const real = realpathSync(absolute);
        if (lstatSync(real).isFile() && !this.seen.has(real)) this.add(absolute, shown);
      } catch (error) {
        this.errors.push({ path: shown, message: systemMessage(error) });
      }
    }
    return this.files.sort((a, b) => (a.shown < b.shown ? -1 : 1));
  }

  private add(absolute: string, shown: string): void {
    if (this.seen.has(absolute)) return;
    this.seen.add(absolute);
    this.files.push({ absolute, shown, named: false });
  }
}

function isIgnored(absolute: string, directory: boolean, levels: readonly IgnoreLevel[]): boolean {
  for (let at = levels.length - 1; at >= 0; at--) {
    const level = levels[at];
    if (!level) continue;
    const { folder, rules } = level;
    const relative = forward(path.relative(folder, absolute));
    const { ignored, unignored } = rules.test(directory ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** The `.gitignore` files that hold in a folder, from its repository's root down; none if they ignore the folder itself. */
function gitignoresAbove(folder: string): readonly IgnoreLevel[] {
  const levels: IgnoreLevel[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    if (at !== folder) {
      const level = readGitignore(at);
      if (level) levels.unshift(level);
    }
    if (exists(path.join(at, ".git"))) break;
    // Outside of a repository only what lies below the folder counts.
    if (path.dirname(at) === at) return [];
  }
  return isIgnored(folder, true, levels) ? [] : levels;
}

function readGitignore(folder: string): IgnoreLevel | undefined {
  const read = readBytes(path.join(folder, ".gitignore"));
  if ("error" in read) return undefined;
  const text = read.bytes.toString("utf8").replace(/^\uFEFF/, "");
  return { folder, rules: ignore().add(text) };
}

/** True for a link that leads nowhere, too. */
export function exists(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}
