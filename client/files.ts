import { Disposable, RelativePattern, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  type FileParams,
  type FindFilesResult,
  findFilesRequest,
  type ReadFileResult,
  readFileRequest,
} from "../server/lsp/protocol.ts";

/** Lends the editor's file system to a server that has none. */
export function answerFileRequests(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    client.onRequest(readFileRequest, ({ uri }: FileParams) => readFile(Uri.parse(uri, true))),
    client.onRequest(findFilesRequest, ({ uri }: FileParams) => findFiles(Uri.parse(uri, true))),
  );
}

/** Far more than anybody looks after by hand. */
const mostFiles = 20_000;

async function findFiles(folder: Uri): Promise<FindFilesResult> {
  const pattern = new RelativePattern(folder, "**/{*.yaml,*.yml,*.json,*.sarif,*.dockerignore,Kustomization}");
  const found = await workspace.findFiles(pattern, "**/{node_modules,.git}/**", mostFiles);
  return { uris: found.map((uri) => uri.toString()) };
}

async function readFile(uri: Uri): Promise<ReadFileResult> {
  try {
    const bytes = await workspace.fs.readFile(uri);
    // What PowerShell redirects to a file begins with this mark.
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return {};
  }
}
