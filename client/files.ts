import { type Disposable, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FileParams, type ReadFileResult, readFileRequest } from "../server/lsp/protocol.ts";

/** Lends the editor's file system to a server that has none. */
export function answerFileRequests(client: BaseLanguageClient): Disposable {
  return client.onRequest(readFileRequest, ({ uri }: FileParams) => readFile(Uri.parse(uri, true)));
}

async function readFile(uri: Uri): Promise<ReadFileResult> {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(await workspace.fs.readFile(uri)) };
  } catch {
    return {};
  }
}
