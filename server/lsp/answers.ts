import type {
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  Position,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { readConfigFile } from "../core/config-file.ts";
import { completeConfig, hoverConfig } from "../core/features/complete-config.ts";
import { completeAllow } from "../core/features/completion.ts";
import { hover } from "../core/features/hover.ts";
import { lenses } from "../core/features/lens.ts";
import type { AnyRule } from "../core/rule.ts";
import type { Client } from "./client.ts";
import * as to from "./convert.ts";
import { isConfigFile, type Session } from "./session.ts";

export interface AnswerSource {
  readonly rules: readonly AnyRule[];
  readonly session: Session;
  readonly client: Client;
  /** An open document; undefined for all others. */
  document(uri: string): TextDocument | undefined;
}

/** What the server says of a document: each method looks up, asks the core and converts. */
export class Answers {
  private readonly source: AnswerSource;

  constructor(source: AnswerSource) {
    this.source = source;
  }

  async diagnostics(uri: string): Promise<{ readonly id: string | undefined; readonly items: Diagnostic[] }> {
    const document = this.source.document(uri);
    if (document && isConfigFile(uri)) return { id: undefined, items: configDiagnostics(document, this.source.rules) };
    const judged = await this.source.session.judge(uri);
    return { id: judged?.id, items: judged ? to.diagnostics(judged) : [] };
  }

  async report(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    const { id, items } = await this.diagnostics(uri);
    if (id === undefined) return { kind: "full", items };
    return id === previous ? { kind: "unchanged", resultId: id } : { kind: "full", resultId: id, items };
  }

  async hover(uri: string, position: Position): Promise<Hover | undefined> {
    const { rules, session } = this.source;
    const document = this.source.document(uri);
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

  async lenses(uri: string): Promise<CodeLens[]> {
    const { client, session } = this.source;
    const judged = (await client.showsLenses(uri)) ? await session.judge(uri) : undefined;
    if (!judged) return [];
    const { analysis, document, settings, source } = judged;
    const found = lenses(analysis, source, settings);
    return found.flatMap((lens) => to.lens(document, lens, client.abilities));
  }

  async completions(uri: string, position: Position): Promise<CompletionItem[]> {
    const { rules, session } = this.source;
    const document = this.source.document(uri);
    if (document && isConfigFile(uri)) {
      const found = completeConfig(document.getText(), document.offsetAt(position), rules);
      return found.map((item) => to.completion(document, item));
    }
    const judged = await session.judge(uri);
    if (!judged) return [];
    const { analysis, source } = judged;
    const found = completeAllow(analysis, source.text, judged.document.offsetAt(position), rules);
    return found.map((item) => to.completion(judged.document, item));
  }
}

/** Of a `.seaworthy.yaml` itself. */
function configDiagnostics(document: TextDocument, rules: readonly AnyRule[]): Diagnostic[] {
  const { problems } = readConfigFile(document.getText(), [], rules);
  return problems.map((one) => to.problem(document, { id: "seaworthy/configuration", severity: "error", ...one }));
}
