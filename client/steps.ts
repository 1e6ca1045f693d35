import { Position, Range, Uri, window } from "vscode";
import type { StepItem } from "../server/lsp/protocol.ts";

/** Lists the steps to a workload's next level; the chosen one is shown in the text. */
export async function showSteps(uri: string, steps: readonly StepItem[]): Promise<void> {
  const items = steps.map((step) => ({ label: step.message, description: `line ${step.line + 1}`, step }));
  const chosen = await window.showQuickPick(items, {
    title: "What keeps the workload from the next Pod Security level",
    matchOnDescription: true,
  });
  if (!chosen) return;
  const at = new Position(chosen.step.line, chosen.step.character);
  await window.showTextDocument(Uri.parse(uri, true), { selection: new Range(at, at) });
}
