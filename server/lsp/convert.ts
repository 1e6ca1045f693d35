import {
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Hover,
  type Range,
  type TextEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { docsUrl } from "../core/docs.ts";
import type { Completion } from "../core/features/completion.ts";
import type { Hover as CoreHover } from "../core/features/hover.ts";
import { type Lens, podSecurityStandards } from "../core/features/lens.ts";
import type { Shown } from "../core/features/present.ts";
import type { Severity } from "../core/rule.ts";
import type { Edit, Span } from "../core/text.ts";
import type { Abilities } from "./abilities.ts";
import { hardenCommand, openRuleCommand, type StepItem, showStepsCommand } from "./protocol.ts";
import { type Judged, largest } from "./session.ts";

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

export function range(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function span(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

export function textEdit(document: TextDocument, edit: Edit): TextEdit {
  return { range: range(document, edit.span), newText: edit.text };
}

export function diagnostics({ document, analysis, shown, tooLarge }: Judged): Diagnostic[] {
  if (tooLarge) return [tooLargeHint(document)];
  const unreadable = analysis.unreadable.map(({ span, message }) =>
    problem(document, { id: "seaworthy/unparsable", severity: "info", span, message }),
  );
  return [...unreadable, ...shown.map((one) => ({ ...problem(document, one), ...related(one) }))];
}

function related({ problems }: Shown): Pick<Diagnostic, "relatedInformation"> {
  const found = problems.flatMap((one) => one.related);
  if (found.length === 0) return {};
  return {
    relatedInformation: found.map(({ at: { path, line, character, endCharacter }, message }) => ({
      location: { uri: path, range: { start: { line, character }, end: { line, character: endCharacter } } },
      message,
    })),
  };
}

export function problem(
  document: TextDocument,
  { id, severity, span, message }: Pick<Shown, "id" | "severity" | "span" | "message">,
): Diagnostic {
  return {
    range: range(document, span),
    severity: severities[severity satisfies Severity],
    code: id,
    codeDescription: { href: docsUrl(id) },
    source: "seaworthy",
    message,
    ...(id === "seaworthy/unused-allow" && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

function tooLargeHint(document: TextDocument): Diagnostic {
  const message = `This file is larger than ${largest / 1024 / 1024} MB and is not judged.`;
  return problem(document, { id: "seaworthy/too-large", severity: "hint", span: { start: 0, end: 0 }, message });
}

export function hover(document: TextDocument, { markdown, span }: CoreHover): Hover {
  return { contents: { kind: "markdown", value: markdown }, range: range(document, span) };
}

/** A click shows the steps, where the editor has the command; a second lens hardens, where it lets servers edit. */
export function lens(document: TextDocument, lens: Lens, { opensRules, appliesEdits }: Abilities): CodeLens[] {
  const at = range(document, lens.span);
  const { uri } = document;
  const steps: StepItem[] = lens.steps.map(({ span, message }) => ({ message, ...document.positionAt(span.start) }));
  const show = steps.length > 0 ? { command: showStepsCommand, arguments: [uri, steps] } : page;
  const first = { range: at, command: { title: lens.title, ...(opensRules ? show : { command: "" }) } };
  if (!lens.next || !appliesEdits) return [first];
  const command = { title: "Harden to restricted", command: hardenCommand, arguments: [uri, at.start] };
  return [first, { range: at, command }];
}

const page = { command: openRuleCommand, arguments: [podSecurityStandards] };

const itemKinds = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Reference,
} as const;

export function completion(document: TextDocument, item: Completion): CompletionItem {
  return {
    label: item.label,
    kind: itemKinds[item.kind],
    detail: item.detail,
    textEdit: { range: range(document, item.span), newText: item.text },
    // What follows a hyphen or a slash belongs to the word.
    filterText: item.label,
    ...(item.markdown && { documentation: { kind: "markdown" as const, value: item.markdown } }),
  };
}
