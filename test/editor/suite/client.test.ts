import { commands, Uri, workspace } from "vscode";
import { diagnostic, noDiagnostic, open } from "./harness.ts";
import { rules } from "./titles.ts";

suite("Client", () => {
  test("a restarted server finds again what it found before", async () => {
    const { document } = await open("Dockerfile", "FROM alpine:3.22\nRUN apk add --no-cache curl\n");
    await diagnostic(document, rules.rootUser);
    await commands.executeCommand("seaworthy.restart");
    await diagnostic(document, rules.rootUser);
  });

  test("a change of .seaworthy.yaml is heard at once", async () => {
    const { document } = await open("Dockerfile", "FROM alpine:3.22\nRUN apk add --no-cache curl\n");
    await diagnostic(document, rules.rootUser);
    const config = Uri.joinPath(document.uri, "../.seaworthy.yaml");
    await workspace.fs.writeFile(config, new TextEncoder().encode("rules:\n  root-user: off\n"));
    await noDiagnostic(document, rules.rootUser);
    await workspace.fs.delete(config);
    await diagnostic(document, rules.rootUser);
  });

  test("a setting of the workspace is heard at once", async () => {
    const { document } = await open("Dockerfile", "FROM alpine:3.22\nRUN apk add --no-cache curl\n");
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
});
