import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { isWorkspaceName } from "../core/detect.ts";
import { walkFolder } from "../disk/files.ts";
import { decode } from "../disk/read-file.ts";
import { findThroughClient, isoDate, readFromClient } from "./host.ts";
import { startServer } from "./server.ts";

/** Serves over what the process's arguments name: `--stdio`, `--node-ipc`, `--socket=` or `--pipe=`. */
export function serve(): void {
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, {
    readFile: (uri) => (uri.startsWith("file:") ? readText(uri) : readFromClient(connection, uri)),
    findFiles: (folder) => (folder.startsWith("file:") ? findOnDisk(folder) : findThroughClient(connection, folder)),
    today: isoDate,
  });
}

/** Rests between directories: a keystroke must not wait for a walk. */
async function* findOnDisk(folder: string): AsyncIterable<readonly string[]> {
  for (const files of walkFolder(fileURLToPath(folder))) {
    yield files.filter(({ shown }) => isWorkspaceName(shown)).map(({ absolute }) => pathToFileURL(absolute).href);
    await new Promise(setImmediate);
  }
}

async function readText(uri: string): Promise<string | undefined> {
  try {
    const read = decode(await readFile(fileURLToPath(uri)));
    return "text" in read ? read.text : undefined;
  } catch {
    return undefined;
  }
}
