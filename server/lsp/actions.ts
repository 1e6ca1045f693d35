import type {
  AnnotatedTextEdit,
  CodeAction,
  CodeActionParams,
  Position,
  Range,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { configFileName } from "../core/config-file.ts";
import { reasonPlaceholder } from "../core/features/allow-here.ts";
import { type Action, codeActions, type Kind } from "../core/features/code-actions.ts";
import { hardenWorkload } from "../core/features/harden-workload.ts";
import { turnOff } from "../core/features/turn-off.ts";
import type { Beside } from "../core/rule.ts";
import type { Edit } from "../core/text.ts";
import type { Abilities } from "./abilities.ts";
import type { Configurations } from "./configurations.ts";
import * as to from "./convert.ts";
import { openRuleCommand } from "./protocol.ts";
import type { Judged, Session } from "./session.ts";
import { parentOf } from "./uri.ts";

/** All that an action needs to be found again when it is chosen. */
interface Chosen {
  readonly uri: string;
  readonly version: number;
  readonly range: Range;
  readonly only: readonly string[] | undefined;
  readonly index: number;
}

export interface ActionSurroundings {
  readonly session: Session;
  readonly configurations: Configurations;
  abilities(): Abilities;
  readText(uri: string): Promise<string | undefined>;
  /** The version of a document that is open. */
  versionOf(uri: string): number | undefined;
}

/** An edit that a command asks the client to apply. */
export interface HardenedEdit {
  readonly title: string;
  /** Undefined where nothing can be changed by itself. */
  readonly edit: WorkspaceEdit | undefined;
  readonly left: readonly string[];
}

/** Actions are made anew from the text when one is resolved, so that nothing has to be remembered in between. */
export class Actions {
  private readonly around: ActionSurroundings;

  constructor(around: ActionSurroundings) {
    this.around = around;
  }

  async list({ textDocument: { uri }, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const judged = await this.around.session.judge(uri);
    if (!judged) return [];
    const { version } = judged.document;
    const listed = this.actions(judged, range, context.only).map(async (action, index) => {
      const chosen: Chosen = { uri, version, range, only: context.only, index };
      return this.convert(action, judged, chosen);
    });
    return (await Promise.all(listed)).filter((action) => action !== undefined);
  }

  /** With its edit; without one where the text has changed since. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const chosen = readChosen(action.data);
    const judged = chosen && (await this.around.session.judge(chosen.uri));
    if (!chosen || judged?.document.version !== chosen.version) return action;
    const meant = this.actions(judged, chosen.range, chosen.only)[chosen.index];
    const edit = meant?.title === action.title ? await this.edit(meant, judged) : undefined;
    return edit ? { ...action, edit } : action;
  }

  private actions(judged: Judged, range: Range, only: readonly string[] | undefined): readonly Action[] {
    const { analysis, source, settings, document } = judged;
    const context = { analyzer: this.around.session.analyzer, analysis, source, settings };
    const wanted = (kind: Kind) =>
      // Source actions are for the whole file: they are offered to those who ask for them.
      only ? only.some((asked) => kind === asked || kind.startsWith(`${asked}.`)) : !kind.startsWith("source");
    return codeActions(context, to.span(document, range), wanted);
  }

  private async convert(action: Action, judged: Judged, chosen: Chosen): Promise<CodeAction | undefined> {
    const { title, kind, preferred, shown, effect } = action;
    const abilities = this.around.abilities();
    const base: CodeAction = {
      title,
      kind,
      ...(preferred && { isPreferred: true }),
      ...(shown && { diagnostics: [to.problem(judged.document, shown)] }),
    };
    if ("open" in effect) {
      const command = { title, command: openRuleCommand, arguments: [effect.open] };
      return abilities.opensRules ? { ...base, command } : undefined;
    }
    if (abilities.resolvesEdits) return { ...base, data: chosen };
    const edit = await this.edit(action, judged);
    return edit && { ...base, edit };
  }

  private async edit(action: Action, judged: Judged): Promise<WorkspaceEdit | undefined> {
    const { effect } = action;
    if ("open" in effect) return undefined;
    if ("turnOff" in effect) return this.turnOff(effect.turnOff, judged.document.uri);
    if ("beside" in effect) return this.addTo(effect.beside);
    return this.documentEdit(judged.document, effect.edits(), action);
  }

  /** Hardens the workload at a position by an edit that the client applies; says what it has left. */
  async harden(uri: string, position: Position): Promise<HardenedEdit | undefined> {
    const judged = await this.around.session.judge(uri);
    if (!judged) return undefined;
    const { analysis, source, settings, document } = judged;
    const context = { analyzer: this.around.session.analyzer, analysis, source, settings };
    const hardening = hardenWorkload(context, document.offsetAt(position));
    if (!hardening) return undefined;
    const { place, mayBreak, left, edits } = hardening;
    const title = `Harden ${place}`;
    const edit = this.documentEdit(document, edits, { title, mayBreak: mayBreak || undefined, wide: true });
    return { title, edit, left };
  }

  private documentEdit(
    document: TextDocument,
    edits: readonly Edit[],
    action: Pick<Action, "title" | "mayBreak" | "wide">,
  ): WorkspaceEdit | undefined {
    if (edits.length === 0) return undefined;
    const abilities = this.around.abilities();
    const { uri, version } = document;
    const plain = edits.map((edit) => to.textEdit(document, edit));
    if (!abilities.documentChanges) return { changes: { [uri]: plain } };
    const annotated = abilities.annotates && action.mayBreak !== undefined;
    const changed: TextDocumentEdit = {
      textDocument: { uri, version },
      edits: plain.map((edit) =>
        annotated ? { ...edit, annotationId } : abilities.snippets ? withPlaceholder(edit) : edit,
      ),
    };
    if (!annotated) return { documentChanges: [changed] };
    const annotation = {
      label: action.title,
      needsConfirmation: action.wide,
      description: `May break: ${action.mayBreak}`,
    };
    return { documentChanges: [changed], changeAnnotations: { [annotationId]: annotation } };
  }

  private async turnOff(ids: readonly string[], uri: string): Promise<WorkspaceEdit | undefined> {
    const { configurations } = this.around;
    const abilities = this.around.abilities();
    const nearest = await configurations.fileFor(uri);
    const folder = configurations.workspaceOf(uri) ?? parentOf(uri);
    if (nearest === undefined && (folder === undefined || !abilities.createsFiles)) return undefined;
    const file = nearest ?? `${folder}/${configFileName}`;
    const text = nearest === undefined ? undefined : await this.around.readText(nearest);
    const result = turnOff(text, ids);
    if ("refused" in result) return undefined;
    const document = TextDocument.create(file, "yaml", 0, text ?? "");
    const edits: TextEdit[] = result.edits.map((edit) => to.textEdit(document, edit));
    if (!abilities.documentChanges) return { changes: { [file]: edits } };
    return this.otherFile(file, edits, nearest === undefined);
  }

  /** A place of the workspace has a URI for its path. */
  private addTo({ at, text, creates }: Beside): WorkspaceEdit | undefined {
    const abilities = this.around.abilities();
    if (creates && !abilities.createsFiles) return undefined;
    const end = { line: at.line, character: at.character };
    const edits = [{ range: { start: end, end }, newText: text }];
    return abilities.documentChanges ? this.otherFile(at.path, edits, creates) : { changes: { [at.path]: edits } };
  }

  private otherFile(uri: string, edits: TextEdit[], creates: boolean): WorkspaceEdit {
    const changed: TextDocumentEdit = { textDocument: { uri, version: this.around.versionOf(uri) ?? null }, edits };
    if (!creates) return { documentChanges: [changed] };
    return { documentChanges: [{ kind: "create", uri, options: { ignoreIfExists: true } }, changed] };
  }
}

const annotationId = "review";

/** Where the editor can, the reason is selected, ready to be written over. */
function withPlaceholder(edit: TextEdit): TextEdit | AnnotatedTextEdit | SnippetTextEdit {
  const match = new RegExp(`^(\\s*# seaworthy: allow .* -- )${reasonPlaceholder}(\\s*)$`).exec(edit.newText);
  if (!match) return edit;
  const escaped = (text = "") => text.replace(/[\\$}]/g, "\\$&");
  const value = `${escaped(match[1])}\${1:${reasonPlaceholder}}${escaped(match[2])}`;
  return { range: edit.range, snippet: { kind: "snippet", value } };
}

function readChosen(data: unknown): Chosen | undefined {
  const isChosen =
    typeof data === "object" &&
    data !== null &&
    "uri" in data &&
    "version" in data &&
    "range" in data &&
    "index" in data;
  return isChosen ? (data as Chosen) : undefined;
}
