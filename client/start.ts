import { commands, type Disposable, type ExtensionContext, env, Uri } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import { type InitializationOptions, openRuleCommand, showStepsCommand } from "../server/lsp/protocol.ts";
import { answerFileRequests } from "./files.ts";
import { showState } from "./status.ts";
import { showSteps } from "./steps.ts";

/** No scheme is named: what is opened from a remote repository or an archive deserves the same care. */
const documentSelector = [
  ...["dockerfile", "dockercompose", "yaml", "helm", "json", "jsonc"].map((language) => ({ language })),
  { pattern: "**/.seaworthy.yaml" },
  { pattern: "**/Kustomization" },
];

let client: BaseLanguageClient | undefined;

/** Starts the server that `connect` knows how to reach; all else is the same in every host. */
export async function start(
  context: ExtensionContext,
  connect: (options: LanguageClientOptions) => BaseLanguageClient,
): Promise<void> {
  const started = connect({
    documentSelector,
    initializationOptions: { opensRules: true } satisfies InitializationOptions,
    // The left side of a diff is yesterday's text: nothing can be repaired there.
    middleware: {
      provideDiagnostics: (document, previous, token, next) =>
        ("uri" in document ? document.uri : document).scheme === "git" ? undefined : next(document, previous, token),
    },
  });
  client = started;
  context.subscriptions.push(answerFileRequests(started), showState(started, documentSelector), ...register(started));
  await started.start();
}

export async function stop(): Promise<void> {
  if (client?.needsStop()) await client.stop();
}

function register(started: BaseLanguageClient): Disposable[] {
  return [
    commands.registerCommand("seaworthy.restart", async () => {
      if (started.needsStop()) await started.stop();
      await started.start();
    }),
    commands.registerCommand("seaworthy.showOutput", () => started.outputChannel.show(true)),
    commands.registerCommand(showStepsCommand, showSteps),
    commands.registerCommand(openRuleCommand, (page: string) => env.openExternal(Uri.parse(page, true))),
  ];
}
