import { CodeLensRefreshRequest, type Connection, type Diagnostic } from "vscode-languageserver";
import type { Abilities } from "./abilities.ts";

export interface PublisherSource {
  readonly connection: Connection;
  abilities(): Abilities;
  /** The open documents. */
  uris(): readonly string[];
  diagnostics(uri: string): Promise<Diagnostic[]>;
}

/** A pause in typing. */
const pause = 200;

/** Tells the client when to look again, and sends diagnostics to a client that does not ask for them. */
export class Publisher {
  private readonly source: PublisherSource;
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(source: PublisherSource) {
    this.source = source;
  }

  changed(uri: string): void {
    if (this.source.abilities().pullsDiagnostics) return;
    clearTimeout(this.waiting.get(uri));
    this.waiting.set(
      uri,
      setTimeout(() => this.publish(uri), pause),
    );
  }

  closed(uri: string): void {
    if (this.source.abilities().pullsDiagnostics) return;
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
    this.send(uri, []);
  }

  /** Every open document may look different now. One file event seldom comes alone. */
  refresh(): void {
    clearTimeout(this.refreshing);
    this.refreshing = setTimeout(() => {
      const { connection } = this.source;
      const { pullsDiagnostics, refreshesDiagnostics, refreshesLenses } = this.source.abilities();
      if (!pullsDiagnostics) for (const uri of this.source.uris()) this.changed(uri);
      else if (refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(() => {});
      if (refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
    }, pause / 4);
  }

  private async publish(uri: string): Promise<void> {
    this.waiting.delete(uri);
    const diagnostics = await this.source.diagnostics(uri).catch(() => []);
    // It may have been closed in the meantime.
    if (this.source.uris().includes(uri)) this.send(uri, diagnostics);
  }

  private send(uri: string, diagnostics: Diagnostic[]): void {
    this.source.connection.sendDiagnostics({ uri, diagnostics }).catch(() => {});
  }
}
