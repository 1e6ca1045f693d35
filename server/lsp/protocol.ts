/**
 * What the server asks of the client beyond the Language Server Protocol. In a browser or a virtual workspace the
 * server has no file system of its own; the editor has, whatever the scheme of the URI.
 */
export const readFileRequest = "seaworthy/readFile";

export interface FileParams {
  readonly uri: string;
}

/** `text` is left out where there is no such file, or none that can be read as text. */
export interface ReadFileResult {
  readonly text?: string;
}

/** The YAML and JSON files of a folder. */
export const findFilesRequest = "seaworthy/findFiles";

export interface FindFilesResult {
  readonly uris: readonly string[];
}

/** What the client says of itself when the server starts. */
export interface InitializationOptions {
  /** It has the command that opens a rule's page. */
  readonly opensRules?: boolean;
}

/** Takes a document's address and the steps to its next level, as `StepItem`s: the client lets the user pick one. */
export const showStepsCommand = "seaworthy.showSteps";

export interface StepItem {
  readonly message: string;
  readonly line: number;
  readonly character: number;
}

/** Takes a document's address and a position in a workload; the server makes the edit and asks the client to apply it. */
export const hardenCommand = "seaworthy.hardenWorkload";

/** Takes the page's address. */
export const openRuleCommand = "seaworthy.openRule";
