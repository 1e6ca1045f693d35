import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { isoDate, readFromClient } from "./host.ts";
import { startServer } from "./server.ts";

/** Serves over what the process's arguments name: `--stdio`, `--node-ipc`, `--socket=` or `--pipe=`. */
export function serve(): void {
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, {
    readFile: (uri) => (uri.startsWith("file:") ? readText(uri) : readFromClient(connection, uri)),
    today: isoDate,
  });
}

async function readText(uri: string): Promise<string | undefined> {
  try {
    return await readFile(fileURLToPath(uri), "utf8");
  } catch {
    return undefined;
  }
}
