import { commands, Uri, workspace } from "vscode";
import { apply, diagnostic, noDiagnostic, open, same, type } from "./harness.ts";
import { rules, titles } from "./titles.ts";

const rootImage = "FROM alpine:3.22\nRUN apk add --no-cache curl\n";

suite("Configuration", () => {
  test("a change of .seaworthy.yaml is heard at once", async () => {
    const { document } = await open("Dockerfile", rootImage);
    await diagnostic(document, rules.rootUser);
    const file = Uri.joinPath(document.uri, "../.seaworthy.yaml");
    await workspace.fs.writeFile(file, new TextEncoder().encode("rules:\n  root-user: off\n"));
    await noDiagnostic(document, rules.rootUser);
    await workspace.fs.delete(file);
    await diagnostic(document, rules.rootUser);
  });

  test("a setting of the workspace is heard at once", async () => {
    const { document } = await open("Dockerfile", rootImage);
    await diagnostic(document, rules.rootUser);
    const set = (value: unknown) => workspace.getConfiguration("seaworthy", document.uri).update("rules", value);
    await set({ "root-user": "off" });
    try {
      await noDiagnostic(document, rules.rootUser);
    } finally {
      await set(undefined);
    }
    await diagnostic(document, rules.rootUser);
  });

  test("a rule is turned off in a file that did not exist before", async () => {
    const { document } = await open("Dockerfile", rootImage);
    await apply(document, rules.rootUser, titles.turnRootUserOff);
    const folder = workspace.getWorkspaceFolder(document.uri)?.uri ?? document.uri;
    const file = Uri.joinPath(folder, ".seaworthy.yaml");
    try {
      await (await workspace.openTextDocument(file)).save();
      await noDiagnostic(document, rules.rootUser);
    } finally {
      await workspace.fs.delete(file);
    }
    await diagnostic(document, rules.rootUser);
  });

  test("a mistake in the configuration is shown in its own line", async () => {
    const { document } = await open(".seaworthy.yaml", "rules:\n  root-usr: off\n");
    const { range } = await diagnostic(document, rules.configuration);
    same(document.lineAt(range.start.line).text, "  root-usr: off");
  });

  test("a restarted server finds again what it found before", async () => {
    const editor = await open("Dockerfile", rootImage);
    await diagnostic(editor.document, rules.rootUser);
    await commands.executeCommand("seaworthy.restart");
    await diagnostic(editor.document, rules.rootUser);
    await type(editor, "USER 65532:65532\n");
    await noDiagnostic(editor.document, rules.rootUser);
  });
});
