import type { Connection } from "vscode-languageserver";
import {
  type FileParams,
  type FindFilesResult,
  findFilesRequest,
  type ReadFileResult,
  readFileRequest,
} from "./protocol.ts";

/** All that the server knows of its surroundings: each main brings its own. */
export interface Host {
  /** A file's text; undefined where there is none, or none that can be read. */
  readFile(uri: string): Promise<string | undefined>;
  /** The YAML and JSON files of a folder of the workspace, some at a time. */
  findFiles(folder: string): AsyncIterable<readonly string[]>;
  /** ISO date. */
  today(): string;
}

/** Reads through the editor, which can read whatever it can show. */
export async function readFromClient(connection: Connection, uri: string): Promise<string | undefined> {
  const params: FileParams = { uri };
  try {
    const result: ReadFileResult = await connection.sendRequest(readFileRequest, params);
    return typeof result?.text === "string" ? result.text : undefined;
  } catch {
    // An editor without this extension's client does not know the request.
    return undefined;
  }
}

/** Finds through the editor; an editor without this extension's client finds nothing. */
export async function* findThroughClient(connection: Connection, folder: string): AsyncIterable<readonly string[]> {
  const params: FileParams = { uri: folder };
  try {
    const result: FindFilesResult = await connection.sendRequest(findFilesRequest, params);
    if (Array.isArray(result?.uris)) yield result.uris;
  } catch {
    yield [];
  }
}

export const isoDate = (): string => new Date().toISOString().slice(0, 10);
