import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { start } from "./start.ts";

export { stop as deactivate } from "./start.ts";

/** In a desktop or remote extension host the server is a Node process of its own. */
export function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath("dist/server-node.cjs");
  const server = { module, transport: TransportKind.ipc };
  return start(context, (options) => new LanguageClient("seaworthy", "Seaworthy", server, options));
}
