import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

export interface ServerCommand {
  readonly name: string;
  readonly command: readonly string[];
  readonly settings?: unknown;
  readonly pulls: boolean;
}

/** An editor's end of one language server: it types, and waits until the diagnostics of what it typed are there. */
export class Editor {
  readonly startedAt = performance.now();
  private readonly process: ChildProcess;
  private readonly connection: ProtocolConnection;
  private readonly server: ServerCommand;
  private waiting: ((version: number | undefined) => void) | undefined;
  private version = 1;
  private text = "";

  constructor(server: ServerCommand) {
    const [program = "", ...args] = server.command;
    this.server = server;
    this.process = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
    const { stdin, stdout } = this.process;
    if (!stdin || !stdout) throw new Error(`${server.name} has no pipes.`);
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification("textDocument/publishDiagnostics", ({ version }: { version?: number }) =>
      this.waiting?.(version),
    );
    this.connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) =>
      items.map(() => server.settings ?? {}),
    );
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.onRequest("workspace/diagnostic/refresh", () => null);
    this.connection.onRequest("client/unregisterCapability", () => null);
    this.connection.onUnhandledNotification(() => {});
    this.connection.listen();
  }

  /** Milliseconds from the start of the process to the first diagnostics. */
  async open(uri: string, languageId: string, text: string): Promise<number> {
    this.text = text;
    await this.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {
        textDocument: {
          publishDiagnostics: { versionSupport: true },
          ...(this.server.pulls && { diagnostic: {} }),
        },
        // As Visual Studio Code does: a server need not ask again at each keystroke.
        workspace: {
          configuration: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
      },
    });
    await this.connection.sendNotification("initialized", {});
    await this.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: this.server.settings ?? {},
    });
    const answered = this.server.pulls ? undefined : this.answer(uri, 1);
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
    await (answered ?? this.pull(uri));
    return performance.now() - this.startedAt;
  }

  /** Types one letter at an offset: milliseconds until its diagnostics are there, and of processor time spent by the server. */
  async type(uri: string, offset: number): Promise<{ readonly wall: number; readonly cpu: number }> {
    const before = this.text.slice(0, offset);
    const line = before.split("\n").length - 1;
    const character = offset - (before.lastIndexOf("\n") + 1);
    const position = { line, character };
    this.text = `${before}x${this.text.slice(offset)}`;
    this.version++;
    const answered = this.server.pulls ? undefined : this.answer(uri, this.version);
    const cpu = this.cpu();
    const start = performance.now();
    await this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: this.version },
      contentChanges: [{ range: { start: position, end: position }, text: "x" }],
    });
    await (answered ?? this.pull(uri));
    return { wall: performance.now() - start, cpu: this.cpu() - cpu };
  }

  /** Kilobytes at the most so far. */
  peakMemory(): number {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.process.pid}/status`, "utf8"))?.[1] ?? 0);
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once("exit", resolve));
    await Promise.race([
      this.connection.sendRequest("shutdown").catch(() => {}),
      new Promise((resolve) => setTimeout(resolve, 2000)),
    ]);
    this.process.kill();
    await gone;
    this.connection.dispose();
  }

  private pull(uri: string): Promise<unknown> {
    return this.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  }

  private answer(uri: string, version: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.server.name}: no diagnostics of ${uri} in 60 s`)), 60_000);
      this.waiting = (published) => {
        if (published !== undefined && published < version) return;
        clearTimeout(late);
        resolve();
      };
    });
  }

  /** Milliseconds of processor time so far, as the kernel counts them in ticks of 10 ms. */
  private cpu(): number {
    const fields = readFileSync(`/proc/${this.process.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }
}
