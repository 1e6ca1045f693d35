import { type Config, readConfig } from "../core/config.ts";
import { configFileName, readConfigFile } from "../core/config-file.ts";
import type { AnyRule } from "../core/rule.ts";
import { isBelow, parentOf } from "./uri.ts";

export interface FolderConfig {
  readonly config: Config;
  /** Paths in the configuration are relative to it; undefined where there is neither file nor workspace. */
  readonly folder: string | undefined;
  /** The file it came from. */
  readonly file: string | undefined;
}

export interface ConfigurationSource {
  readonly rules: readonly AnyRule[];
  /** Open documents first: what is typed into the configuration shows at once. */
  readText(uri: string): Promise<string | undefined>;
  /** The editor's settings for a document. */
  settings(uri: string): Promise<unknown>;
  /** False where nobody says when a file changes: then nothing that was read is kept. */
  isWatched(): boolean;
  /** Folders of the workspace, without a slash at the end. */
  workspaceFolders(): readonly string[];
}

/** Finds each document's nearest configuration and keeps what it has read, until `forget`. */
export class Configurations {
  private readonly source: ConfigurationSource;
  private texts = new Map<string, Promise<string | undefined>>();
  private readonly read = new Map<string, { key: string; config: Config }>();
  /** By file: what a broken text leaves in force. */
  private readonly lastGood = new Map<string, string>();

  constructor(source: ConfigurationSource) {
    this.source = source;
  }

  /** Files may have changed. */
  forget(): void {
    this.texts = new Map();
  }

  async of(uri: string): Promise<FolderConfig> {
    if (!this.source.isWatched()) this.forget();
    const settings = await this.source.settings(uri);
    const file = await this.fileFor(uri);
    if (file === undefined) {
      return { config: this.configOf("", "", settings), folder: this.workspaceOf(uri), file };
    }
    const text = (await this.textOf(file)) ?? "";
    return { config: this.configOf(file, text, settings), folder: parentOf(file), file };
  }

  /** The nearest configuration file: upwards to the root of a disk, elsewhere to the workspace's folder. */
  async fileFor(uri: string): Promise<string | undefined> {
    const end = uri.startsWith("file:") ? undefined : this.workspaceOf(uri);
    for (let folder = parentOf(uri); folder !== undefined; folder = parentOf(folder)) {
      const file = `${folder}/${configFileName}`;
      if ((await this.textOf(file)) !== undefined) return file;
      if (folder === end) return undefined;
    }
    return undefined;
  }

  workspaceOf(uri: string): string | undefined {
    const around = this.source.workspaceFolders().filter((folder) => isBelow(folder, uri));
    return around.reduce<string | undefined>((a, b) => (a !== undefined && a.length > b.length ? a : b), undefined);
  }

  private textOf(file: string): Promise<string | undefined> {
    let text = this.texts.get(file);
    if (!text) {
      text = this.source.readText(file);
      this.texts.set(file, text);
    }
    return text;
  }

  /** The same object for the same input, so that what was judged by it stays judged. */
  private configOf(file: string, text: string, settings: unknown): Config {
    const given = JSON.stringify(settings) ?? "";
    const key = `${text}\0${given}`;
    const slot = `${file}\0${given}`;
    const known = this.read.get(slot);
    if (known?.key === key) return known.config;
    const config =
      file === "" ? readConfig([settings, undefined], this.source.rules).config : this.readFile(file, text, settings);
    this.read.set(slot, { key, config });
    return config;
  }

  private readFile(file: string, text: string, settings: unknown): Config {
    const { config, broken } = readConfigFile(text, [settings], this.source.rules);
    if (!broken) {
      this.lastGood.set(file, text);
      return config;
    }
    return readConfigFile(this.lastGood.get(file) ?? "", [settings], this.source.rules).config;
  }
}
