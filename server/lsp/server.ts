import {
  type Connection,
  type DidChangeWatchedFilesParams,
  type DocumentDiagnosticReport,
  MessageType,
  type Position,
  type ServerCapabilities,
  ShowMessageNotification,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { kinds } from "../core/features/code-actions.ts";
import { rules } from "../core/registry.ts";
import { Actions } from "./actions.ts";
import { Answers } from "./answers.ts";
import { Client } from "./client.ts";
import { Configurations } from "./configurations.ts";
import type { Host } from "./host.ts";
import { hardenCommand } from "./protocol.ts";
import { Publisher } from "./publisher.ts";
import { isConfigFile, Session } from "./session.ts";
import { relativePath } from "./uri.ts";
import { WorkspaceFiles } from "./workspace-files.ts";

const capabilities: ServerCapabilities = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  // Another file, the configuration, decides what is found in this one.
  diagnosticProvider: { identifier: "seaworthy", interFileDependencies: true, workspaceDiagnostics: false },
  codeActionProvider: { codeActionKinds: Object.values(kinds), resolveProvider: true },
  codeLensProvider: { resolveProvider: false },
  executeCommandProvider: { commands: [hardenCommand] },
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
  const document = (uri: string) => documents.get(uri);
  const files = new WorkspaceFiles({
    host,
    folders: () => client.workspaceFolders(),
    openText: (uri) => document(uri)?.getText(),
    isExcluded: async (uri) => {
      const { config, folder } = await configurations.of(uri);
      return config.excludes(relativePath(folder, uri));
    },
    changed: () => publisher.refresh(),
    log,
  });
  const session = new Session({
    rules,
    configurations,
    document,
    isEnabled: (uri) => client.isEnabled(uri),
    workspace: (uri) => files.index.around(uri),
    holds: (uri, objects) => files.documentJudged(uri, objects),
    today: () => host.today(),
    log,
  });
  const versionOf = (uri: string) => documents.get(uri)?.version;
  const actions = new Actions({ session, configurations, abilities: () => client.abilities, readText, versionOf });
  const answers = new Answers({ rules, session, client, document });
  const publisher = new Publisher({
    connection,
    abilities: () => client.abilities,
    uris: () => documents.keys(),
    diagnostics: async (uri) => (await answers.diagnostics(uri)).items,
  });

  /** Files or settings may have changed: what was found by them is found again. */
  function configurationChanged(): void {
    configurations.forget();
    publisher.refresh();
  }

  function foldersChanged(event: WorkspaceFoldersChangeEvent): void {
    client.foldersChanged(event);
    configurationChanged();
    lookAround();
  }

  const inBackground = (what: string, work: () => Promise<void>) => void guarded(what, undefined, work);
  const lookAround = () => inBackground("Reading the workspace", () => files.read());

  function filesChanged({ changes }: DidChangeWatchedFilesParams): void {
    const uris = changes.map(({ uri }) => uri);
    if (uris.length === 0 || uris.some(isConfigFile)) configurationChanged();
    inBackground("Reading a changed file", () => files.filesChanged(uris));
  }

  async function guarded<Result>(what: string, empty: Result, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      log(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return empty;
    }
  }

  /** What could not be decided is said when the rest is done. */
  async function harden(uri: string, position: Position): Promise<void> {
    const hardened = await actions.harden(uri, position);
    if (!hardened) return;
    const { title, edit, left } = hardened;
    const done = edit ? (await connection.workspace.applyEdit({ label: title, edit })).applied : true;
    if (!done || left.length === 0) return;
    const [first, ...more] = left;
    const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
    // Not `showInformationMessage`: that asks, and not every client answers.
    const message = `${title}: left to do by hand: ${first}${rest}`;
    await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
  }

  connection.onInitialize((params) => {
    client.initialize(params);
    return { capabilities, serverInfo: { name: "seaworthy" } };
  });
  connection.onInitialized(() => {
    if (client.abilities.changesFolders) connection.workspace.onDidChangeWorkspaceFolders(foldersChanged);
    lookAround();
    return guarded("Registration", undefined, () => client.register());
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    client.settingsChanged(settings);
    configurationChanged();
  });
  connection.onDidChangeWatchedFiles(filesChanged);
  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    guarded("Diagnostics", emptyReport, () => answers.report(textDocument.uri, previousResultId)),
  );
  connection.onCodeAction((params) => guarded("Code actions", [], () => actions.list(params)));
  connection.onCodeActionResolve((action) => guarded("A code action", action, () => actions.resolve(action)));
  connection.onExecuteCommand(({ command, arguments: [uri, position] = [] }) => {
    if (command !== hardenCommand || typeof uri !== "string" || !isPosition(position)) return undefined;
    return guarded("Hardening", undefined, () => harden(uri, position));
  });
  connection.onCodeLens(({ textDocument }) => guarded("Code lenses", [], () => answers.lenses(textDocument.uri)));
  connection.onHover(({ textDocument, position }) =>
    guarded("Hover", undefined, () => answers.hover(textDocument.uri, position)),
  );
  connection.onCompletion(({ textDocument, position }) =>
    guarded("Completion", [], () => answers.completions(textDocument.uri, position)),
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
    inBackground("Reading a closed document", () => files.documentClosed(uri));
  });
  documents.listen(connection);
  connection.listen();
}

function isPosition(value: unknown): value is Position {
  return typeof value === "object" && value !== null && "line" in value && "character" in value;
}

const emptyReport: DocumentDiagnosticReport = { kind: "full", items: [] };
