import { TextDocument } from "vscode-languageserver-textdocument";
import { type Analysis, noAnalysis, type Settings, type Source } from "../core/analysis.ts";
import { Analyzer } from "../core/analyze.ts";
import { configFileName } from "../core/config-file.ts";
import { detect } from "../core/detect.ts";
import { present, type Shown } from "../core/features/present.ts";
import type { AnyRule } from "../core/rule.ts";
import type { WorkspaceObject } from "../core/workspace/objects.ts";
import type { Workspace } from "../core/workspace/surroundings.ts";
import type { Configurations, FolderConfig } from "./configurations.ts";
import { fileNameOf, relativePath } from "./uri.ts";

/** A document as it was judged. The same object as long as neither its text nor its settings change. */
export interface Judged {
  /** Names this judgement among all that the server ever made. */
  readonly id: string;
  readonly document: TextDocument;
  readonly source: Source;
  readonly settings: Settings;
  readonly analysis: Analysis;
  readonly shown: readonly Shown[];
  /** It would be judged if it were smaller. */
  readonly tooLarge: boolean;
}

export interface SessionSource {
  readonly rules: readonly AnyRule[];
  readonly configurations: Configurations;
  /** An open document; undefined for all others. */
  document(uri: string): TextDocument | undefined;
  isEnabled(uri: string): Promise<boolean>;
  /** The other files of the workspace. */
  workspace(uri: string): Workspace;
  /** What other files may ask of this one. */
  holds(uri: string, objects: readonly WorkspaceObject[]): void;
  today(): string;
  log(message: string): void;
}

/** Far above what anybody writes by hand. In UTF-16 units, which the editor counts as cheaply as bytes. */
export const largest = 5 * 1024 * 1024;

/** The open documents' judgements, made when somebody asks. */
export class Session {
  readonly analyzer: Analyzer;
  private readonly source: SessionSource;
  private readonly judged = new Map<string, Judged>();
  private readonly reported = new Set<string>();
  private count = 0;

  constructor(source: SessionSource) {
    this.source = source;
    this.analyzer = new Analyzer(source.rules);
  }

  /** Undefined for a document that is not open, is not ours, or is left alone by the configuration. */
  async judge(uri: string): Promise<Judged | undefined> {
    if (!this.source.document(uri) || isConfigFile(uri) || !(await this.source.isEnabled(uri))) return undefined;
    const settings = await this.source.configurations.of(uri);
    // The text may have changed while the settings were on their way: the newest counts.
    const document = this.source.document(uri);
    return document && this.judgeBy(document, settings);
  }

  forget(uri: string): void {
    const known = this.judged.get(uri);
    if (known) this.analyzer.forget(known.source.path);
    this.judged.delete(uri);
  }

  private judgeBy(document: TextDocument, { config, folder }: FolderConfig): Judged | undefined {
    const { uri, version } = document;
    const today = this.source.today();
    const settings = { config, today, workspace: this.source.workspace(uri) };
    const known = this.judged.get(uri);
    if (known?.document.version === version && isSame(known.settings, settings)) return known;

    const path = relativePath(folder, uri);
    if (config.excludes(path)) return undefined;
    const text = document.getText();
    const source: Source = { path, text, languageId: languageOf(document) };
    const analysis = text.length > largest ? noAnalysis : this.analyzer.analyze(source, settings);
    this.report(analysis, path);
    this.source.holds(uri, analysis.objects);
    const frozen = TextDocument.create(uri, document.languageId, version, text);
    const shown = present(analysis.problems);
    const tooLarge = text.length > largest && isOurs(source);
    const judged = { id: String(++this.count), document: frozen, source, settings, analysis, shown, tooLarge };
    this.judged.set(uri, judged);
    return judged;
  }

  /** A rule that fails is worth one line, not one at every keystroke. */
  private report({ crashes }: Analysis, path: string): void {
    for (const { id, error } of crashes) {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (this.reported.has(what)) continue;
      this.reported.add(what);
      this.source.log(`The rule ${id} failed on ${path}: ${what}`);
    }
  }
}

function isSame(a: Settings, b: Settings): boolean {
  const sameObjects =
    a.workspace?.revision === b.workspace?.revision && a.workspace?.complete === b.workspace?.complete;
  return sameObjects && a.config === b.config && a.today === b.today;
}

export const isConfigFile = (uri: string): boolean => fileNameOf(uri) === configFileName;

/** Told by the beginning, since it is asked at every keystroke. */
function isOurs(source: Source): boolean {
  return detect({ ...source, text: source.text.slice(0, 64 * 1024) }) !== "none";
}

/** Editors differ in what they call the languages. */
function languageOf({ languageId }: TextDocument): string {
  const id = languageId.toLowerCase();
  return /docker-?compose/.test(id) ? "dockercompose" : id;
}
