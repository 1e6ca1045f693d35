import type { InitializeParams } from "vscode-languageserver";
import type { InitializationOptions } from "./protocol.ts";

/** What the client can do, where the server has to know. */
export interface Abilities {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly asksConfiguration: boolean;
  readonly changesFolders: boolean;
  readonly registersConfiguration: boolean;
  readonly registersWatchers: boolean;
  readonly resolvesEdits: boolean;
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly annotates: boolean;
  readonly snippets: boolean;
  readonly opensRules: boolean;
  readonly appliesEdits: boolean;
}

export function readAbilities({
  capabilities,
  initializationOptions,
}: Pick<InitializeParams, "capabilities" | "initializationOptions">): Abilities {
  const { textDocument, workspace } = capabilities;
  const edits = workspace?.workspaceEdit;
  const options = initializationOptions as InitializationOptions | undefined | null;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    asksConfiguration: workspace?.configuration === true,
    changesFolders: workspace?.workspaceFolders === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties?.includes("edit") === true,
    documentChanges: edits?.documentChanges === true,
    createsFiles: edits?.documentChanges === true && edits.resourceOperations?.includes("create") === true,
    annotates: edits?.documentChanges === true && edits.changeAnnotationSupport !== undefined,
    snippets: edits?.documentChanges === true && edits.snippetEditSupport === true,
    opensRules: options?.opensRules === true,
    appliesEdits: workspace?.applyEdit === true,
  };
}
