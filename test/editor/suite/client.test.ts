import { commands, Uri, workspace } from "vscode";
import { diagnostic, noDiagnostic, open } from "./harness.ts";
import { rules } from "./titles.ts";

suite("Client", () => {
  test("a restarted server finds again what it found before", async () => {
    const { document } = await open("Dockerfile", "FROM alpine:3.22\nADD app.conf /etc/app.conf\n");
    await diagnostic(document, rules.addInsteadOfCopy);
    await commands.executeCommand("seaworthy.restart");
    await diagnostic(document, rules.addInsteadOfCopy);
  });

  test("a change of .seaworthy.yaml is heard at once", async () => {
    const { document } = await open("Dockerfile", "FROM alpine:3.22\nADD app.conf /etc/app.conf\n");
    await diagnostic(document, rules.addInsteadOfCopy);
    const config = Uri.joinPath(document.uri, "../.seaworthy.yaml");
    await workspace.fs.writeFile(config, new TextEncoder().encode("rules:\n  add-instead-of-copy: off\n"));
    await noDiagnostic(document, rules.addInsteadOfCopy);
    await workspace.fs.delete(config);
    await diagnostic(document, rules.addInsteadOfCopy);
  });

  test("a setting of the workspace is heard at once", async () => {
    const { document } = await open("Dockerfile", "FROM alpine:3.22\nADD app.conf /etc/app.conf\n");
    await diagnostic(document, rules.addInsteadOfCopy);
    const set = (value: unknown) => workspace.getConfiguration("seaworthy", document.uri).update("rules", value);
    await set({ "add-instead-of-copy": "off" });
    try {
      await noDiagnostic(document, rules.addInsteadOfCopy);
    } finally {
      await set(undefined);
    }
    await diagnostic(document, rules.addInsteadOfCopy);
  });
});
