import {
  type CodeLens,
  type CompletionItem,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type Position,
  type ServerCapabilities,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readConfigFile } from "../core/config-file.ts";
import { kinds } from "../core/features/code-actions.ts";
import { completeConfig, hoverConfig } from "../core/features/complete-config.ts";
import { completeAllow } from "../core/features/completion.ts";
import { hover } from "../core/features/hover.ts";
import { lenses } from "../core/features/lens.ts";
import { rules } from "../core/registry.ts";
import { Actions } from "./actions.ts";
import { Client } from "./client.ts";
import { Configurations } from "./configurations.ts";
import * as to from "./convert.ts";
import type { Host } from "./host.ts";
import { Publisher } from "./publisher.ts";
import { isConfigFile, Session } from "./session.ts";

const capabilities: ServerCapabilities = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  // Another file, the configuration, decides what is found in this one.
  diagnosticProvider: { identifier: "seaworthy", interFileDependencies: true, workspaceDiagnostics: false },
  codeActionProvider: { codeActionKinds: Object.values(kinds), resolveProvider: true },
  codeLensProvider: { resolveProvider: false },
  hoverProvider: true,
  completionProvider: { triggerCharacters: [":", " ", ",", "/"] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** `host` is all that the server knows of its surroundings. Handlers look up, ask the core and convert. */
export function startServer(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  const client = new Client(connection);
  const readText = async (uri: string) => documents.get(uri)?.getText() ?? host.readFile(uri);
  const configurations = new Configurations({
    rules,
    readText,
    settings: (uri) => client.settings(uri),
    isWatched: () => client.abilities.registersWatchers,
    workspaceFolders: () => client.workspaceFolders(),
  });
  const log = (message: string) => connection.console.error(message);
  const session = new Session({
    rules,
    configurations,
    document: (uri) => documents.get(uri),
    isEnabled: (uri) => client.isEnabled(uri),
    today: () => host.today(),
    log,
  });
  const versionOf = (uri: string) => documents.get(uri)?.version;
  const actions = new Actions({ session, configurations, abilities: () => client.abilities, readText, versionOf });
  const publisher = new Publisher({
    connection,
    abilities: () => client.abilities,
    uris: () => documents.keys(),
    diagnostics: async (uri) => (await report(uri)).items,
  });

  async function report(uri: string): Promise<{ readonly id: string | undefined; readonly items: Diagnostic[] }> {
    const document = documents.get(uri);
    if (document && isConfigFile(uri)) return { id: undefined, items: configDiagnostics(document) };
    const judged = await session.judge(uri);
    return { id: judged?.id, items: judged ? to.diagnostics(judged) : [] };
  }

  async function hoverAt(uri: string, position: Position): Promise<Hover | undefined> {
    const document = documents.get(uri);
    if (document && isConfigFile(uri)) {
      const found = hoverConfig(document.getText(), document.offsetAt(position), rules);
      return found && to.hover(document, found);
    }
    const judged = await session.judge(uri);
    if (!judged) return undefined;
    const { analysis, settings } = judged;
    const found = hover(analysis, judged.document.offsetAt(position), { rules, today: settings.today });
    return found && to.hover(judged.document, found);
  }

  async function lensesOf(uri: string): Promise<CodeLens[]> {
    const judged = (await client.showsLenses(uri)) ? await session.judge(uri) : undefined;
    if (!judged) return [];
    const { analysis, document, settings } = judged;
    const found = lenses(analysis, settings.config.kubernetesVersion);
    return found.map((lens) => to.lens(document, lens, client.abilities.opensRules));
  }

  async function completionsAt(uri: string, position: Position): Promise<CompletionItem[]> {
    const document = documents.get(uri);
    if (!document) return [];
    const offset = document.offsetAt(position);
    const text = document.getText();
    if (isConfigFile(uri)) return completeConfig(text, offset, rules).map((item) => to.completion(document, item));
    const judged = await session.judge(uri);
    if (!judged || judged.document.version !== document.version) return [];
    return completeAllow(judged.analysis, text, offset, rules).map((item) => to.completion(judged.document, item));
  }

  /** Files or settings may have changed: what was found by them is found again. */
  function configurationChanged(): void {
    configurations.forget();
    publisher.refresh();
  }

  function foldersChanged(event: WorkspaceFoldersChangeEvent): void {
    client.foldersChanged(event);
    configurationChanged();
  }

  async function guarded<Result>(what: string, empty: Result, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      log(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return empty;
    }
  }

  connection.onInitialize((params) => {
    client.initialize(params);
    return { capabilities, serverInfo: { name: "seaworthy" } };
  });
  connection.onInitialized(() => {
    if (client.abilities.changesFolders) connection.workspace.onDidChangeWorkspaceFolders(foldersChanged);
    return guarded("Registration", undefined, () => client.register());
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    client.settingsChanged(settings);
    configurationChanged();
  });
  connection.onDidChangeWatchedFiles(configurationChanged);
  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    guarded("Diagnostics", emptyReport, async () => fullReport(await report(textDocument.uri), previousResultId)),
  );
  connection.onCodeAction((params) => guarded("Code actions", [], () => actions.list(params)));
  connection.onCodeActionResolve((action) => guarded("A code action", action, () => actions.resolve(action)));
  connection.onCodeLens(({ textDocument }) => guarded("Code lenses", [], () => lensesOf(textDocument.uri)));
  connection.onHover(({ textDocument, position }) =>
    guarded("Hover", undefined, () => hoverAt(textDocument.uri, position)),
  );
  connection.onCompletion(({ textDocument, position }) =>
    guarded("Completion", [], () => completionsAt(textDocument.uri, position)),
  );
  documents.onDidChangeContent(({ document: { uri } }) => {
    if (isConfigFile(uri)) configurationChanged();
    publisher.changed(uri);
  });
  documents.onDidClose(({ document: { uri } }) => {
    session.forget(uri);
    client.forget(uri);
    publisher.closed(uri);
    if (isConfigFile(uri)) configurationChanged();
  });
  documents.listen(connection);
  connection.listen();
}

const emptyReport: DocumentDiagnosticReport = { kind: "full", items: [] };

function fullReport(
  { id, items }: { readonly id: string | undefined; readonly items: Diagnostic[] },
  previous: string | undefined,
): DocumentDiagnosticReport {
  if (id === undefined) return { kind: "full", items };
  return id === previous ? { kind: "unchanged", resultId: id } : { kind: "full", resultId: id, items };
}

/** Of a `.seaworthy.yaml` itself. */
function configDiagnostics(document: TextDocument): Diagnostic[] {
  const { problems } = readConfigFile(document.getText(), [], rules);
  return problems.map((one) => to.problem(document, { id: "seaworthy/configuration", severity: "error", ...one }));
}
