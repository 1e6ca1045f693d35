import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from "vscode-languageserver/browser";
import { findThroughClient, isoDate, readFromClient } from "./host.ts";
import { startServer } from "./server.ts";

// The library's types know the worker as the global `self`.
const worker = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(worker),
  new BrowserMessageWriter(worker),
);
startServer(connection, {
  readFile: (uri) => readFromClient(connection, uri),
  findFiles: (folder) => findThroughClient(connection, folder),
  today: isoDate,
});
