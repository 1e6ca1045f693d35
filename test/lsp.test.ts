import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { fullCapabilities, LanguageClient } from "./language-client.ts";

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: nginx:1.27
      securityContext:
        privileged: true
`;
const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A server that does not answer must not stop the whole run. */
const limit = { timeout: 30_000 };

interface Started {
  readonly client: LanguageClient;
  readonly folder: string;
  uri(name: string): string;
}

async function start(
  context: TestContext,
  capabilities = fullCapabilities,
  files: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-lsp-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const client = new LanguageClient();
  context.after(() => {
    client.process.kill();
    rmSync(folder, { recursive: true });
  });
  await client.initialize(pathToFileURL(folder).href, capabilities);
  return { client, folder, uri: (name) => pathToFileURL(join(folder, name)).href };
}

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

function find<Item extends { readonly title: string }>(list: readonly Item[], title: RegExp): Item {
  const found = list.find((one) => title.test(one.title));
  assert.ok(found, `${title} is not among:\n${list.map((one) => one.title).join("\n")}`);
  return found;
}

function changed(edit: WorkspaceEdit | undefined): TextDocumentEdit {
  const change = edit?.documentChanges?.at(-1);
  assert.ok(change && "textDocument" in change);
  return change;
}

function applied(text: string, edit: WorkspaceEdit | undefined): string {
  const edits = changed(edit).edits.map((one) => ({
    range: one.range,
    newText: "newText" in one ? one.newText : one.snippet.value,
  }));
  return TextDocument.applyEdits(TextDocument.create("a:", "", 0, text), edits);
}

async function privileged(client: LanguageClient, uri: string): Promise<Diagnostic> {
  const found = (await client.diagnostics(uri)).find(({ code }) => code === "kubernetes/privileged-container");
  assert.ok(found, "nothing is said of the privileged container");
  return found;
}

test("a manifest is judged when somebody asks, and again after a change", limit, async (context) => {
  const { client, uri } = await start(context);
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  const first = await client.report(file);
  assert.ok(first.kind === "full");
  const found = await privileged(client, file);
  assert.deepEqual(found.range, { start: { line: 9, character: 20 }, end: { line: 9, character: 24 } });
  assert.equal(found.severity, 1);
  assert.equal(found.source, "seaworthy");
  assert.match(found.codeDescription?.href ?? "", /kubernetes\/privileged-container\.md$/);
  assert.ok(codes(first.items).includes("kubernetes/unhardened-container"));

  const same = await client.report(file, first.resultId);
  assert.deepEqual(same, { kind: "unchanged", resultId: first.resultId });
  await client.change(file, "false", found.range);
  const second = await client.report(file, first.resultId);
  assert.ok(second.kind === "full");
  assert.ok(!codes(second.items).includes("kubernetes/privileged-container"));
});

test("an action's edit is made when the action is chosen, and turns the finding off", limit, async (context) => {
  const { client, uri } = await start(context);
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  const { range } = await privileged(client, file);
  const actions = await client.actions(file, range);
  assert.ok(actions.every(({ edit }) => edit === undefined));
  const fix = actions.find(
    ({ isPreferred, diagnostics = [] }) =>
      isPreferred && codes(diagnostics).includes("kubernetes/privileged-container"),
  );
  assert.ok(fix);
  const { edit } = await client.resolve(fix);
  assert.equal(changed(edit).textDocument.version, 1);
  await client.change(file, applied(pod, edit));
  assert.ok(!codes(await client.diagnostics(file)).includes("kubernetes/privileged-container"));

  const stale = await client.resolve(fix);
  assert.equal(stale.edit, undefined);
});

test("hardening asks for a look at it, and then nothing that can be mended is left", limit, async (context) => {
  const { client, uri } = await start(context);
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  const { range } = await privileged(client, file);
  const [harden] = await client.actions(file, range, ["refactor.rewrite"]);
  assert.equal(harden?.kind, "refactor.rewrite.seaworthy.harden");
  const { edit } = await client.resolve(harden);
  const annotations = Object.values(edit?.changeAnnotations ?? {});
  assert.deepEqual(
    annotations.map(({ needsConfirmation }) => needsConfirmation),
    [true],
  );
  assert.match(annotations[0]?.description ?? "", /^May break: /);
  await client.change(file, applied(pod, edit));
  assert.ok(!codes(await client.diagnostics(file)).includes("kubernetes/privileged-container"));
});

test("the other actions: allow, turn off, open the page", limit, async (context) => {
  const { client, folder, uri } = await start(context);
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  const { range } = await privileged(client, file);
  const actions = await client.actions(file, range);

  const allow = await client.resolve(find(actions, /^Allow privileged-container here$/));
  assert.match(applied(pod, allow.edit), /\n {8}# seaworthy: allow privileged-container -- \$\{1:reason\}\n/);

  const off = find(actions, /^Turn privileged-container off/);
  const created = (await client.resolve(off)).edit;
  assert.deepEqual(created?.documentChanges?.[0], {
    kind: "create",
    uri: uri(".seaworthy.yaml"),
    options: { ignoreIfExists: true },
  });
  assert.equal(applied("", created), "rules:\n  kubernetes/privileged-container: off\n");

  writeFileSync(join(folder, ".seaworthy.yaml"), "# ours\nextends: strict\n");
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [] });
  const added = (await client.resolve(find(await client.actions(file, range), /^Turn privileged-container off/))).edit;
  assert.equal(
    applied("# ours\nextends: strict\n", added),
    "# ours\nextends: strict\nrules:\n  kubernetes/privileged-container: off\n",
  );

  const { command } = find(actions, /^Open the page of privileged-container$/);
  assert.equal(command?.command, "seaworthy.openRule");
  assert.match(String(command?.arguments?.[0]), /privileged-container\.md$/);
});

test("fix all on save does what is safe", limit, async (context) => {
  const { client, uri } = await start(context);
  const file = uri("Dockerfile");
  const text = "FROM debian:12\nADD package.json /app/\nUSER 5\n";
  await client.open(file, "dockerfile", text);
  assert.deepEqual(await client.actions(file, nowhere, ["source.organizeImports"]), []);
  const [all, ...others] = await client.actions(file, nowhere, ["source.fixAll"]);
  assert.equal(all?.kind, "source.fixAll.seaworthy");
  assert.deepEqual(others, []);
  const { edit } = await client.resolve(all);
  assert.equal(edit?.changeAnnotations, undefined);
  assert.match(applied(text, edit), /^COPY package\.json \/app\/$/m);
});

test("an editor that can do little gets plain edits at once", limit, async (context) => {
  const { client, uri } = await start(context, { textDocument: { diagnostic: {}, codeAction: {} } });
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  const [fix] = await client.actions(file, (await privileged(client, file)).range);
  assert.ok(fix?.edit?.changes?.[file]);
});

test("an editor that watches no files has each configuration read anew", limit, async (context) => {
  const { client, folder, uri } = await start(context, { textDocument: { diagnostic: {} } });
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  assert.equal((await privileged(client, file)).severity, 1);
  writeFileSync(join(folder, ".seaworthy.yaml"), "rules:\n  privileged-container: hint\n");
  assert.equal((await privileged(client, file)).severity, 4);
});

test("hover and completion", limit, async (context) => {
  const { client, uri } = await start(context);
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  const hover = await client.hover(file, 9, 21);
  assert.deepEqual(hover?.range, { start: { line: 9, character: 20 }, end: { line: 9, character: 24 } });
  assert.match(JSON.stringify(hover?.contents), /kubernetes\/privileged-container/);
  assert.equal(await client.hover(file, 0, 3), null);

  const config = uri(".seaworthy.yaml");
  await client.open(config, "yaml", "rules:\n  kubernetes/privil\n");
  const items = await client.connection.sendRequest<{ label: string }[]>("textDocument/completion", {
    textDocument: { uri: config },
    position: { line: 1, character: 19 },
  });
  assert.ok(items.some(({ label }) => label === "kubernetes/privileged-container"));
});

test("a lens says which Pod Security level a workload reaches", limit, async (context) => {
  const { client, uri } = await start(context);
  await client.open(uri("web.yaml"), "yaml", pod);
  const request = { textDocument: { uri: uri("web.yaml") } };
  const lenses = await client.connection.sendRequest<CodeLens[]>("textDocument/codeLens", request);
  const [level, harden] = lenses.map(({ command }) => command);
  assert.equal(level?.title, "Pod Security: privileged, 1 step to baseline");
  assert.deepEqual(level?.arguments?.at(1), [{ line: 9, character: 20, message: "Container app is privileged." }]);
  assert.equal(harden?.title, "Harden to restricted");
  client.settings = { codeLens: false };
  await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  assert.deepEqual(await client.connection.sendRequest("textDocument/codeLens", request), []);
});

test("the lens hardens its workload through an edit, and what it can't decide is said", limit, async (context) => {
  const { client, uri } = await start(context);
  const undecided = `${pod}  volumes:\n    - name: data\n      iscsi: { targetPortal: 10.0.2.15, iqn: "iqn.2001-04.com.example", lun: 0 }\n`;
  const other = `---\n${pod}`;
  await client.open(uri("web.yaml"), "yaml", undecided + other);
  const params = { command: "seaworthy.hardenWorkload", arguments: [uri("web.yaml"), nowhere.start] };
  await client.connection.sendRequest("workspace/executeCommand", params);
  const document = TextDocument.create("", "yaml", 0, undecided + other);
  const { edits } = changed(await client.next<WorkspaceEdit>("applied"));
  const text = TextDocument.applyEdits(document, edits as TextEdit[]);
  assert.match(text, /runAsNonRoot: true/);
  assert.doesNotMatch(text.slice(0, text.indexOf(other)), /privileged/);
  assert.ok(text.endsWith(other), text);
  const { message } = await client.next<{ message: string }>("message");
  assert.match(message, /^Harden Pod\/web: left to do by hand: Volume data is of type iscsi\.$/);
});

test("a scanner's report and an ignore file beside a Dockerfile have a say", limit, async (context) => {
  const report = (severity: string) =>
    JSON.stringify({
      SchemaVersion: 2,
      ArtifactName: "node:22-slim",
      ArtifactType: "container_image",
      Results: [
        {
          Class: "os-pkgs",
          Vulnerabilities: [{ VulnerabilityID: "CVE-1", PkgName: "liba", InstalledVersion: "1", Severity: severity }],
        },
      ],
    });
  const { client, folder, uri } = await start(context, fullCapabilities, { "trivy.json": report("HIGH") });
  await client.next("registered");
  const file = uri("Dockerfile");
  await client.open(file, "dockerfile", "FROM node:22-slim\nCOPY . /app\nUSER node\n");
  const found = async () =>
    (await client.diagnostics(file)).flatMap(({ code, message }) =>
      /known-vulnerability|whole-context/.test(String(code)) ? [String(message)] : [],
    );
  const settles = async (...wanted: readonly RegExp[]) => {
    const isThere = (messages: readonly string[]) =>
      messages.length === wanted.length && wanted.every((one) => messages.some((message) => one.test(message)));
    while (!isThere(await found())) await client.next("refresh");
  };
  await settles(
    /1 known vulnerability in node:22-slim: 1 high; none has a fix/,
    /no \.dockerignore keeps \.git and \.env out/,
  );
  const actions = await client.actions(file, { start: { line: 1, character: 5 }, end: { line: 1, character: 5 } });
  const { edit } = await client.resolve(find(actions, /^Add a \.dockerignore/));
  const ignoreFile = uri(".dockerignore");
  assert.deepEqual(edit?.documentChanges?.[0], { kind: "create", uri: ignoreFile, options: { ignoreIfExists: true } });
  const changed = edit?.documentChanges?.[1] as TextDocumentEdit | undefined;
  const [added] = (changed?.edits ?? []) as TextEdit[];
  assert.match(added?.newText ?? "", /^\.git\n\*\*\/\.env\*\n/);
  writeFileSync(join(folder, "trivy.json"), report("CRITICAL"));
  writeFileSync(join(folder, ".dockerignore"), added?.newText ?? "");
  const changes = [
    { uri: uri("trivy.json"), type: 2 },
    { uri: ignoreFile, type: 1 },
  ];
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
  await settles(/1 known vulnerability in node:22-slim: 1 critical; none has a fix/);
});

test("other files of the workspace have a say, and a finding leads to them", limit, async (context) => {
  const { client, folder, uri } = await start(context, fullCapabilities, {
    "namespace.yaml":
      "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  labels:\n    pod-security.kubernetes.io/enforce: baseline\n",
  });
  await client.next("registered");
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod.replace("name: web", "name: web\n  namespace: shop"));
  const refusal = async () => {
    const all = await client.diagnostics(file);
    return all.find(({ code }) => code === "kubernetes/rejected-pod");
  };
  /** A refresh may still be on its way from an earlier change. */
  const settles = async (refused: boolean) => {
    while (((await refusal()) !== undefined) !== refused) await client.next("refresh");
  };
  await settles(true);
  const [label] = (await refusal())?.relatedInformation ?? [];
  assert.deepEqual(label, {
    location: {
      uri: uri("namespace.yaml"),
      range: { start: { line: 5, character: 40 }, end: { line: 5, character: 48 } },
    },
    message: "shop enforces baseline here",
  });

  // What is typed into the other file counts at once, and what lies on disk when it is closed.
  const other = uri("namespace.yaml");
  await client.open(other, "yaml", "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n");
  await client.diagnostics(other);
  await settles(false);
  await client.close(other);
  await settles(true);

  rmSync(join(folder, "namespace.yaml"));
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: other, type: 3 }] });
  await settles(false);
});

test("the nearest configuration file wins over the settings, and its problems stand in it", limit, async (context) => {
  const { client, folder, uri } = await start(context);
  await client.next("registered");
  client.settings = { rules: { "privileged-container": "hint" } };
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  assert.equal((await privileged(client, file)).severity, 4);

  writeFileSync(join(folder, ".seaworthy.yaml"), "rules:\n  privileged-container: warning\n");
  const changes = [{ uri: uri(".seaworthy.yaml"), type: 1 }];
  await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
  await client.next("refresh");
  assert.equal((await privileged(client, file)).severity, 2);

  // What is being typed counts at once; what does not parse leaves the last good text in force.
  const config = uri(".seaworthy.yaml");
  await client.open(config, "yaml", "rules:\n  privileged-container: info\n");
  assert.equal((await privileged(client, file)).severity, 3);
  await client.change(config, "rules: [\n");
  assert.equal((await privileged(client, file)).severity, 3);
  assert.ok((await client.diagnostics(config)).length > 0);
  await client.change(config, "rules:\n  privileged-containr: off\n");
  assert.equal((await privileged(client, file)).severity, 4);
  const [wrong] = await client.diagnostics(config);
  assert.deepEqual(wrong?.range, { start: { line: 1, character: 2 }, end: { line: 1, character: 21 } });
  assert.match(String(wrong?.message), /Did you mean "privileged-container"/);

  await client.change(config, 'exclude: ["*.yaml"]\n');
  assert.deepEqual(await client.diagnostics(file), []);
});

test("settings can turn everything off, and changes of settings count", limit, async (context) => {
  const { client, uri } = await start(context);
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  await privileged(client, file);
  client.settings = { enable: false };
  await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await client.next("refresh");
  assert.deepEqual(await client.diagnostics(file), []);
});

test("what is no manifest costs nothing, and what is too large says so", limit, async (context) => {
  const { client, uri } = await start(context);
  await client.open(uri("data.yaml"), "yaml", "name: web\nprivileged: true\n");
  assert.deepEqual(await client.diagnostics(uri("data.yaml")), []);
  await client.open(uri("data.json"), "json", '{ "privileged": true }');
  assert.deepEqual(await client.diagnostics(uri("data.json")), []);

  const filler = `# ${"x".repeat(1022)}\n`.repeat(5 * 1024 + 1);
  await client.open(uri("large.yaml"), "yaml", pod + filler);
  const large = await client.diagnostics(uri("large.yaml"));
  assert.deepEqual(codes(large), ["seaworthy/too-large"]);
  assert.equal(large[0]?.severity, 4);
  await client.open(uri("large-data.yaml"), "yaml", `name: web\n${filler}`);
  assert.deepEqual(await client.diagnostics(uri("large-data.yaml")), []);
});

test("documents need no file", limit, async (context) => {
  const { client } = await start(context);
  for (const uri of ["untitled:Untitled-1", "vscode-vfs://github/acme/web/Dockerfile", "memfs:/Dockerfile"]) {
    await client.open(uri, "dockerfile", "FROM debian:12\nADD package.json /app/\n");
    assert.ok(codes(await client.diagnostics(uri)).includes("dockerfile/add-instead-of-copy"), uri);
  }
});

test("an editor that does not ask is told, and told again when a document is closed", limit, async (context) => {
  const { client, uri } = await start(context, {});
  interface Published {
    readonly uri: string;
    readonly diagnostics: Diagnostic[];
  }
  const file = uri("web.yaml");
  await client.open(file, "yaml", pod);
  const first = await client.next<Published>("published");
  assert.equal(first.uri, file);
  assert.ok(codes(first.diagnostics).includes("kubernetes/privileged-container"));
  await client.connection.sendNotification("workspace/didChangeConfiguration", {
    settings: { seaworthy: { rules: { "privileged-container": "off" } } },
  });
  const second = await client.next<Published>("published");
  assert.ok(!codes(second.diagnostics).includes("kubernetes/privileged-container"));
  await client.close(file);
  assert.deepEqual(await client.next<Published>("published"), { uri: file, diagnostics: [] });
});

test("nonsense is answered, and the server lives on", limit, async (context) => {
  const { client, uri } = await start(context);
  const unknown = uri("unknown.yaml");
  assert.deepEqual(await client.diagnostics(unknown), []);
  assert.deepEqual(await client.actions(unknown, nowhere), []);
  assert.equal(await client.hover(unknown, 0, 0), null);
  await client.close(unknown);
  await client.change(unknown, "x");
  for (const method of [
    "textDocument/diagnostic",
    "textDocument/codeAction",
    "codeAction/resolve",
    "textDocument/hover",
    "textDocument/completion",
  ]) {
    for (const params of [
      {},
      { textDocument: null },
      { textDocument: { uri: 5 }, position: "x", range: [] },
      { data: {} },
    ]) {
      await client.connection.sendRequest(method, params).catch((error: unknown) => assert.ok(error instanceof Error));
    }
  }
  await assert.rejects(client.connection.sendRequest("seaworthy/unheard-of", {}));
  await client.connection.sendNotification("textDocument/didOpen", {});
  await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri: unknown, version: 2 } });
  client.process.stdin?.write("Content-Length: 9\r\n\r\n{ nonsens");

  await client.open(uri("web.yaml"), "yaml", pod);
  await privileged(client, uri("web.yaml"));
  const beyond = { start: { line: 900, character: 9 }, end: { line: 901, character: 0 } };
  assert.ok(Array.isArray(await client.actions(uri("web.yaml"), beyond)));
  const action: CodeAction = {
    title: "Made up",
    data: { uri: uri("web.yaml"), version: 1, range: nowhere, index: 99 },
  };
  assert.equal((await client.resolve(action)).edit, undefined);
});

test("the process ends with 0 after shutdown, and with 1 without", limit, async (context) => {
  const { client } = await start(context);
  assert.equal(await client.stop(), 0);
  const other = (await start(context)).client;
  const ended = once(other.process, "exit");
  await other.connection.sendNotification("exit");
  assert.deepEqual(await ended, [1, null]);
});
