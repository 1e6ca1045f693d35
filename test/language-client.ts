import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

/** What Visual Studio Code says that it can do, as far as the server asks. */
export const fullCapabilities: ClientCapabilities = {
  textDocument: {
    diagnostic: { dynamicRegistration: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
  },
  workspace: {
    workspaceFolders: true,
    configuration: true,
    applyEdit: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create"],
      changeAnnotationSupport: {},
      snippetEditSupport: true,
    },
  },
};

/** An editor's end of a real server process. */
export class LanguageClient {
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly registered: string[] = [];
  readonly log: string[] = [];
  settings: unknown = {};
  private readonly events = new Map<string, unknown[]>();
  private wake: (() => void)[] = [];
  private readonly versions = new Map<string, number>();

  constructor() {
    const main = fileURLToPath(new URL("../server/lsp/node.ts", import.meta.url));
    this.process = spawn(process.execPath, ["--import", "tsx", main, "--stdio"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error("The server has no pipes.");
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    const answer = (method: string, result: () => unknown) => this.connection.onRequest(method, result);
    this.connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => this.settings),
    );
    this.connection.onRequest(
      "client/registerCapability",
      ({ registrations }: { registrations: { method: string }[] }) => {
        this.registered.push(...registrations.map(({ method }) => method));
        this.happened("registered", null);
        return null;
      },
    );
    answer("workspace/diagnostic/refresh", () => {
      this.happened("refresh", null);
      return null;
    });
    this.connection.onRequest("workspace/applyEdit", ({ edit }: ApplyWorkspaceEditParams) => {
      this.happened("applied", edit);
      return { applied: true };
    });
    this.connection.onNotification("window/showMessage", (params) => this.happened("message", params));
    this.connection.onNotification("textDocument/publishDiagnostics", (params) => this.happened("published", params));
    this.connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
      this.log.push(message);
    });
    this.connection.onError(() => {});
    this.connection.listen();
  }

  async initialize(root: string | undefined, capabilities = fullCapabilities, options: unknown = { opensRules: true }) {
    const workspaceFolders = root === undefined ? null : [{ uri: root, name: "root" }];
    const params = {
      processId: process.pid,
      rootUri: null,
      capabilities,
      workspaceFolders,
      initializationOptions: options,
    };
    const result: InitializeResult = await this.connection.sendRequest("initialize", params);
    await this.connection.sendNotification("initialized", {});
    return result;
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a range, as an editor does at a keystroke; the whole text without one. */
  async change(uri: string, text: string, range?: Range): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    const contentChanges = [range ? { range, text } : { text }];
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const params = { textDocument: { uri }, ...(previousResultId !== undefined && { previousResultId }) };
    return this.connection.sendRequest("textDocument/diagnostic", params);
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.report(uri);
    return report.kind === "full" ? report.items : [];
  }

  actions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], ...(only && { only }) };
    return this.connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range, context });
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest("codeAction/resolve", action);
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position: { line, character } });
  }

  /** The next event of that name, at once where it has happened already. */
  async next<Event>(name: string): Promise<Event> {
    for (;;) {
      const event = this.events.get(name)?.shift();
      if (event !== undefined) return event as Event;
      await new Promise<void>((resolve) => this.wake.push(resolve));
    }
  }

  /** The exit code after an orderly end; `null` where the process was killed. */
  async stop(): Promise<number | null> {
    const ended = once(this.process, "exit");
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const [code] = await ended;
    return typeof code === "number" ? code : null;
  }

  private happened(name: string, event: unknown): void {
    const list = this.events.get(name) ?? [];
    list.push(event ?? {});
    this.events.set(name, list);
    for (const wake of this.wake.splice(0)) wake();
  }
}
