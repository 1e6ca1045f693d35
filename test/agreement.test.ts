import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver/node";
import { LanguageClient } from "./language-client.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}examples/shop`;

interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
  readonly range: Diagnostic["range"];
}

function checked(): readonly Finding[] {
  const args = ["--import", "tsx", `${root}server/cli/main.ts`, "check", "--format", "json"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return (JSON.parse(stdout) as { readonly findings: readonly Finding[] }).findings;
}

async function shown(name: string, client: LanguageClient): Promise<readonly Diagnostic[]> {
  const uri = pathToFileURL(`${folder}/${name}`).href;
  const languageId = name.endsWith(".yaml") ? "yaml" : "dockerfile";
  await client.open(uri, languageId, readFileSync(`${folder}/${name}`, "utf8"));
  return client.diagnostics(uri);
}

const wordsOf = ({ message }: Diagnostic): string => (typeof message === "string" ? message : message.value);

/** How many findings a diagnostic stands for. */
const membersOf = (one: Diagnostic): number => Number(/ lacks (\d+) protections/.exec(wordsOf(one))?.[1] ?? 1);

const places = (list: readonly { readonly range: unknown }[]): readonly string[] =>
  [...new Set(list.map(({ range }) => JSON.stringify(range)))].sort();

test("the editor shows what the command line finds", { timeout: 60_000 }, async (context) => {
  const client = new LanguageClient();
  context.after(() => client.process.kill());
  await client.initialize(pathToFileURL(folder).href);
  const findings = checked();
  // What lies beside a file counts once the server has read it.
  await client.next("refresh");
  for (const name of readdirSync(folder)) {
    const found = findings.filter(({ path }) => path === name);
    const diagnostics = await shown(name, client);
    assert.notEqual(found.length, 0, name);
    assert.deepEqual(places(diagnostics), places(found), name);
    assert.equal(
      diagnostics.reduce((sum, one) => sum + membersOf(one), 0),
      found.length,
      name,
    );
    const said = new Set(found.map(({ rule, message }) => `${rule}: ${message}`));
    for (const one of diagnostics) {
      if (membersOf(one) === 1) assert.ok(said.has(`${one.code}: ${wordsOf(one)}`), `${name}: ${wordsOf(one)}`);
    }
  }
});
