import { ConfigurationTarget, Uri, workspace } from "vscode";
import { apply, diagnostic, hover, includes, noDiagnostic, open, same, type } from "./harness.ts";
import { rules, titles } from "./titles.ts";

const nodeImage = "FROM node:22-slim\nWORKDIR /app\nCOPY . .\n";

suite("Dockerfile", () => {
  test("a missing USER is found while typing, and forgiven when it comes", async () => {
    const editor = await open("Dockerfile", "");
    await type(editor, "FROM alpine:3.22\nRUN apk add --no-cache curl\n");
    const { range } = await diagnostic(editor.document, rules.rootUser);
    same(editor.document.getText(range), "alpine:3.22");

    await type(editor, "USER 65532:65532\n");
    await noDiagnostic(editor.document, rules.rootUser);
  });

  test("the right USER is the one that the base image has", async () => {
    const { document } = await open("Dockerfile", `${nodeImage}CMD ["node", "index.js"]\n`);
    const text = await apply(document, rules.rootUser, titles.runAsNode);
    same(text, `${nodeImage}USER 1000:1000\nCMD ["node", "index.js"]\n`);
    await noDiagnostic(document, rules.rootUser);
  });

  test("a bloated base makes way for a distroless one", async () => {
    const build = "FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\n";
    const rest = "COPY --from=build /app /app\nWORKDIR /app\nUSER 1000:1000\n";
    const { document } = await open("Dockerfile", `${build}FROM node:22\n${rest}CMD ["node", "index.js"]\n`);
    const text = await apply(document, rules.bloatedBase, titles.distroless);
    same(text, `${build}FROM gcr.io/distroless/nodejs22-debian13:nonroot\n${rest}CMD ["index.js"]\n`);
  });

  test("the hover explains the finding", async () => {
    const { document } = await open("Dockerfile", `${nodeImage}CMD ["node", "index.js"]\n`);
    await diagnostic(document, rules.rootUser);
    includes(await hover(document, "node:22-slim"), rules.rootUser);
  });

  test("saving repairs what is safe", async () => {
    const uri = workspace.workspaceFolders?.[0]?.uri ?? Uri.file("/");
    const settings = workspace.getConfiguration("editor", uri);
    const onSave = (value: unknown) => settings.update("codeActionsOnSave", value, ConfigurationTarget.Workspace);
    await onSave({ "source.fixAll.seaworthy": "explicit" });
    try {
      const editor = await open("Dockerfile", "FROM alpine:3.22\nADD app.conf /etc/app.conf\n");
      await diagnostic(editor.document, rules.addInsteadOfCopy);
      await type(editor, "USER 65532:65532\n");
      await editor.document.save();
      const saved = new TextDecoder().decode(await workspace.fs.readFile(editor.document.uri));
      same(saved, "FROM alpine:3.22\nCOPY app.conf /etc/app.conf\nUSER 65532:65532\n");
    } finally {
      await onSave(undefined);
    }
  });

  test("an allow comment quiets the finding", async () => {
    const { document } = await open("Dockerfile", `${nodeImage}CMD ["node", "index.js"]\n`);
    includes(await apply(document, rules.rootUser, titles.allowRootUser), "# seaworthy: allow root-user -- ");
    await noDiagnostic(document, rules.rootUser);
  });

  test("line endings stay as they are", async () => {
    const windows = (text: string): string => text.replaceAll("\n", "\r\n");
    const { document } = await open("Dockerfile", windows(`${nodeImage}CMD ["node", "index.js"]\n`));
    const text = await apply(document, rules.rootUser, titles.runAsNode);
    same(text, windows(`${nodeImage}USER 1000:1000\nCMD ["node", "index.js"]\n`));
  });
});
