import path from "node:path";
import { type Config, readConfig } from "../core/config.ts";
import { configFileName, readConfigFile } from "../core/config-file.ts";
import type { AnyRule } from "../core/rule.ts";
import { LineIndex } from "../core/text.ts";
import { exists, type FileError, forward } from "../disk/files.ts";
import { readText } from "../disk/read-file.ts";

export interface FolderConfig {
  readonly config: Config;
  /** The folder that paths are relative to where patterns are matched. */
  readonly folder: string;
}

export interface ConfigSource {
  readonly rules: readonly AnyRule[];
  readonly cwd: string;
  /** The file that `--config` names, which then holds for everything. */
  readonly file: string | undefined;
  /** A layer that the repository's file wins over. */
  readonly below: unknown;
  /** Wins over the repository's file. */
  readonly kubernetesVersion: string | undefined;
  /** Takes what is wrong with the configurations, with the line in the message. */
  readonly errors: FileError[];
}

/** Finds the nearest configuration of each file, and reads each of them once. */
export class ConfigFiles {
  private readonly source: ConfigSource;
  private readonly byFolder = new Map<string, FolderConfig>();
  private readonly fixed: FolderConfig | undefined;

  constructor(source: ConfigSource) {
    this.source = source;
    // A file that is named may lie anywhere: its patterns mean what the user sees from where the command runs.
    if (source.file !== undefined) this.fixed = this.read(source.file, source.cwd);
  }

  of(file: string): FolderConfig {
    return this.fixed ?? this.inFolder(path.dirname(file));
  }

  private inFolder(folder: string): FolderConfig {
    const known = this.byFolder.get(folder);
    if (known) return known;
    const parent = path.dirname(folder);
    let found: FolderConfig;
    if (exists(path.join(folder, configFileName))) {
      found = this.read(path.relative(this.source.cwd, path.join(folder, configFileName)), folder);
    } else if (parent === folder) {
      found = this.over(readConfig([this.source.below], this.source.rules).config, this.source.cwd);
    } else found = this.inFolder(parent);
    this.byFolder.set(folder, found);
    return found;
  }

  private read(file: string, folder: string): FolderConfig {
    const { rules, below, cwd, errors } = this.source;
    const shown = forward(file);
    const read = readText(path.resolve(cwd, file));
    if ("error" in read) errors.push({ path: shown, message: read.error });
    const text = "error" in read ? "" : read.text;
    const { config, problems } = readConfigFile(text, [below], rules);
    const lines = new LineIndex(text);
    for (const { span, message } of problems) {
      errors.push({ path: shown, message: `${lineAndColumn(lines, span.start)}: ${message}` });
    }
    return this.over(config, folder);
  }

  private over(config: Config, folder: string): FolderConfig {
    const { kubernetesVersion } = this.source;
    if (kubernetesVersion === undefined) return { config, folder };
    const { profile, trustedRegistries, allow } = config;
    return {
      folder,
      config: {
        profile,
        kubernetesVersion,
        trustedRegistries,
        allow,
        excludes: (file) => config.excludes(file),
        rule: (rule, file) => config.rule(rule, file),
      },
    };
  }
}

/** `line 3, column 5`, as people count. */
export function lineAndColumn(lines: LineIndex, offset: number): string {
  const { line, character } = lines.position(offset);
  return `line ${line + 1}, column ${character + 1}`;
}
