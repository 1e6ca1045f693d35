import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { configFileName } from "../core/config-file.ts";
import { type Abilities, readAbilities } from "./abilities.ts";

const section = "seaworthy";

/** What the server knows of the editor: what it can do, its folders, its settings. */
export class Client {
  abilities: Abilities = readAbilities({ capabilities: {} });
  private readonly connection: Connection;
  private folders: readonly string[] = [];
  /** By document; kept until the editor says that settings have changed. */
  private asked = new Map<string, Promise<unknown>>();
  /** Of an editor that does not answer questions. */
  private told: unknown;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  initialize(params: InitializeParams): void {
    this.abilities = readAbilities(params);
    const folders = params.workspaceFolders?.map(({ uri }) => uri);
    this.folders = (folders ?? (params.rootUri ? [params.rootUri] : [])).map(withoutSlash);
  }

  async register(): Promise<void> {
    const { registersConfiguration, registersWatchers } = this.abilities;
    if (registersConfiguration)
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section });
    if (!registersWatchers) return;
    const watchers = [
      { globPattern: `**/${configFileName}` },
      { globPattern: "**/{*.yaml,*.yml,*.json,*.sarif,*.dockerignore,Kustomization}" },
    ];
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  workspaceFolders(): readonly string[] {
    return this.folders;
  }

  foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => withoutSlash(uri)));
    this.folders = [
      ...this.folders.filter((folder) => !gone.has(folder)),
      ...added.map(({ uri }) => withoutSlash(uri)),
    ];
    this.asked = new Map();
  }

  settingsChanged(settings: unknown): void {
    this.asked = new Map();
    this.told = property(settings, section) ?? this.told;
  }

  /** The settings below `seaworthy.` for a document. */
  settings(uri: string): Promise<unknown> {
    if (!this.abilities.asksConfiguration) return Promise.resolve(this.told);
    let settings = this.asked.get(uri);
    if (!settings) {
      settings = this.connection.workspace.getConfiguration({ scopeUri: uri, section }).catch(() => undefined);
      this.asked.set(uri, settings);
    }
    return settings;
  }

  async isEnabled(uri: string): Promise<boolean> {
    return property(await this.settings(uri), "enable") !== false;
  }

  async showsLenses(uri: string): Promise<boolean> {
    return property(await this.settings(uri), "codeLens") !== false;
  }

  forget(uri: string): void {
    this.asked.delete(uri);
  }
}

const withoutSlash = (uri: string): string => uri.replace(/\/$/, "");

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
