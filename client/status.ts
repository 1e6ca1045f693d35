import { Disposable, type DocumentSelector, LanguageStatusSeverity, languages } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";

/** The server's state beside the language in the status bar. */
export function showState(client: BaseLanguageClient, selector: DocumentSelector): Disposable {
  const item = languages.createLanguageStatusItem("seaworthy", selector);
  item.name = "Seaworthy";

  const show = (state: State): void => {
    const failed = state === State.Stopped || state === State.StartFailed;
    item.busy = state === State.Starting;
    item.severity = failed ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = failed ? "Seaworthy has stopped" : item.busy ? "Seaworthy is starting" : "Seaworthy";
    item.command = failed
      ? { command: "seaworthy.restart", title: "Restart" }
      : { command: "seaworthy.showOutput", title: "Show output" };
  };
  show(client.state);
  return Disposable.from(
    item,
    client.onDidChangeState(({ newState }) => show(newState)),
  );
}
