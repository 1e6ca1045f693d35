import {
  type CodeAction,
  type CodeLens,
  commands,
  type Diagnostic,
  type Disposable,
  type Event,
  type Hover,
  languages,
  type MarkdownString,
  Selection,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from "vscode";

const patience = 8_000;
let folders = 0;

/** Writes the file into a folder of its own, where no other test's files are neighbours, and shows it. */
export async function open(name: string, text: string): Promise<TextEditor> {
  const workspaceFolder = workspace.workspaceFolders?.[0];
  if (!workspaceFolder) throw new Error("The suite needs a workspace folder.");
  const uri = Uri.joinPath(workspaceFolder.uri, `test-${++folders}`, name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return window.showTextDocument(await workspace.openTextDocument(uri));
}

/** Types as a user does, at the end of the document. */
export async function type(editor: TextEditor, text: string): Promise<void> {
  for (const character of text) {
    const end = editor.document.positionAt(editor.document.getText().length);
    editor.selection = new Selection(end, end);
    await commands.executeCommand("type", { text: character });
  }
}

/** The rule's diagnostic, as soon as it is there. */
export function diagnostic(document: TextDocument, rule: string): Promise<Diagnostic> {
  return until(
    languages.onDidChangeDiagnostics,
    () => languages.getDiagnostics(document.uri).find((one) => ruleOf(one) === rule),
    () => `${rule} is not among the diagnostics: ${listed(document)}`,
  );
}

export async function noDiagnostic(document: TextDocument, rule: string): Promise<void> {
  await until(
    languages.onDidChangeDiagnostics,
    () => languages.getDiagnostics(document.uri).every((one) => ruleOf(one) !== rule) || undefined,
    () => `${rule} is still among the diagnostics: ${listed(document)}`,
  );
}

/** The code actions offered on the rule's diagnostic. */
export async function actions(document: TextDocument, rule: string): Promise<readonly CodeAction[]> {
  const { range } = await diagnostic(document, rule);
  const all = 100;
  return commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", document.uri, range, undefined, all);
}

/** Applies the action with this title, offered on the rule's diagnostic, and returns the document's text. */
export async function apply(document: TextDocument, rule: string, title: string): Promise<string> {
  let offered = await actions(document, rule);
  // A diagnostic can be of the text before, while the server answers by the text as it is: then ask once more.
  for (let tries = 0; tries < 10 && !offered.some((one) => one.title === title); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    offered = await actions(document, rule);
  }
  const action = offered.find((one) => one.title === title);
  if (!action) throw new Error(`"${title}" is not offered, but: ${offered.map((one) => one.title).join("; ")}`);
  if (action.edit && !(await workspace.applyEdit(action.edit))) throw new Error(`"${title}" could not be applied.`);
  if (action.command) await commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  return document.getText();
}

/** What the hover over the first occurrence of `word` says. */
export async function hover(document: TextDocument, word: string): Promise<string> {
  const at = document.positionAt(document.getText().indexOf(word));
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, at);
  const parts = hovers.flatMap(({ contents }) => contents);
  return parts.map((part) => (typeof part === "string" ? part : (part as MarkdownString).value)).join("\n");
}

/** The titles of the lenses over the document, from top to bottom. */
export async function lenses(document: TextDocument): Promise<readonly string[]> {
  const all = 100;
  const found = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, all);
  return found.map(({ command }) => command?.title ?? "");
}

/** Fails with both texts one above the other: where they part is easier to see than to describe. */
export function same(actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`expected:\n${visible(expected)}\nbut it is:\n${visible(actual)}`);
}

export function includes(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`"${part}" is not in:\n${text}`);
}

function until<Value>(event: Event<unknown>, probe: () => Value | undefined, complaint: () => string): Promise<Value> {
  return new Promise((resolve, reject) => {
    let listener: Disposable | undefined;
    const timer = setTimeout(() => {
      listener?.dispose();
      reject(new Error(complaint()));
    }, patience);
    const look = (): void => {
      const value = probe();
      if (value === undefined) return;
      clearTimeout(timer);
      listener?.dispose();
      resolve(value);
    };
    listener = event(look);
    look();
  });
}

function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

function listed(document: TextDocument): string {
  const all = languages.getDiagnostics(document.uri).map((one) => `${ruleOf(one)} "${document.getText(one.range)}"`);
  return all.join(", ") || "none";
}

const visible = (text: string): string => text.replace(/\r/g, "␍").replace(/^/gm, "  | ");
