import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** What each folder may import beside its own files: the longest folder that matches decides. */
const fences: readonly {
  readonly folder: string;
  readonly packages: readonly string[];
  readonly folders: readonly string[];
}[] = [
  { folder: "server/core/", packages: [], folders: ["server/core/"] },
  { folder: "server/core/config.ts", packages: ["ignore"], folders: ["server/core/"] },
  { folder: "server/core/syntax/yaml", packages: ["yaml"], folders: ["server/core/"] },
  { folder: "server/core/syntax/shell", packages: ["unbash"], folders: ["server/core/"] },
  {
    folder: "server/lsp/",
    packages: ["vscode-languageserver", "vscode-languageserver-textdocument"],
    folders: ["server/core/", "server/lsp/"],
  },
  {
    folder: "server/lsp/node",
    packages: ["vscode-languageserver", "node:fs", "node:url"],
    folders: ["server/core/", "server/disk/", "server/lsp/"],
  },
  { folder: "server/disk/", packages: ["node:fs", "node:path", "ignore"], folders: ["server/core/", "server/disk/"] },
  {
    folder: "server/cli/",
    packages: ["node:", "ignore"],
    folders: ["server/core/", "server/disk/", "server/lsp/", "server/cli/", "package.json"],
  },
  { folder: "client/", packages: ["vscode", "vscode-languageclient"], folders: ["client/", "server/lsp/protocol.ts"] },
];

/** Nothing of the product opens a connection, starts a process or runs text as code. */
const never =
  /\bnode:(?:child_process|net|http|https|http2|tls|dgram|dns|vm|inspector)\b|\beval\s*\(|\bnew Function\b|\bfetch\s*\(|\bXMLHttpRequest\b|\bWebSocket\b/;

const root = fileURLToPath(new URL("..", import.meta.url));
const files = ["server", "client"]
  .flatMap((top) =>
    readdirSync(`${root}/${top}`, { recursive: true, encoding: "utf8" }).map((name) => `${top}/${name}`),
  )
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));

test("each folder imports only what its fence lets through", () => {
  const trespasses: string[] = [];
  for (const file of files) {
    const fence = fences
      .filter(({ folder }) => file.startsWith(folder))
      .sort((a, b) => b.folder.length - a.folder.length)[0];
    assert.ok(fence, `${file} stands behind no fence`);
    for (const specifier of imports(file)) {
      const allowed = specifier.startsWith(".")
        ? fence.folders.some((folder) => resolve(file, specifier).startsWith(folder))
        : fence.packages.some(
            (name) => specifier === name || specifier.startsWith(name.endsWith(":") ? name : `${name}/`),
          );
      if (!allowed) trespasses.push(`${file} imports ${specifier}`);
    }
  }
  assert.deepEqual(trespasses, []);
});

test("no network, no child process, no eval", () => {
  assert.deepEqual(
    files.filter((file) => never.test(code(file))),
    [],
  );
});

test("the core has no clock", () => {
  const clock = /\bDate\.now\b|\bnew Date\(\)|\bperformance\.|\bsetTimeout\b|\bsetInterval\b/;
  assert.deepEqual(
    files.filter((file) => file.startsWith("server/core/") && clock.test(code(file))),
    [],
  );
});

/** Files of the core that make expressions, of their own words, of facts, or of words that they have checked. */
const makers = [
  "server/core/facts/patterns.ts",
  "server/core/model/base-image-raise.ts",
  "server/core/model/base-image-rename.ts",
  "server/core/model/glob.ts",
  "server/core/model/gone-packages.ts",
  "server/core/model/passwordless.ts",
  "server/core/model/raised-tag.ts",
  "server/core/model/root-home.ts",
  "server/core/rules/dockerfile/non-numeric-user/rule.ts",
  "server/core/rules/dockerfile/shipped-debug-tools/rule.ts",
  "server/core/rules/dockerfile/skipped-certificate-check/commands.ts",
  "server/core/rules/dockerfile/unlocked-install/rule.ts",
  "server/core/rules/dockerfile/unpinned-dependency/installers.ts",
];

test("no expression is made of what a file says", () => {
  assert.deepEqual(
    files.filter((file) => file.startsWith("server/core/") && /\bRegExp\(/.test(code(file))).sort(),
    makers,
  );
});

/** The fences themselves must be able to fail. */
test("the patterns find what they are for", () => {
  assert.match('import { spawn } from "node:child_process"', never);
  assert.deepEqual(specifiers('import a from "x";\nexport * from "./y.ts";\nawait import("z");'), ["x", "./y.ts", "z"]);
});

function code(file: string): string {
  return readFileSync(`${root}/${file}`, "utf8").replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
}

const imports = (file: string) => specifiers(code(file));

function specifiers(text: string): string[] {
  return [...text.matchAll(/(?:(?<=[\s}*])from\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"']+)["']/g)].map(
    (match) => match[1] ?? "",
  );
}

function resolve(file: string, specifier: string): string {
  return new URL(specifier, `file:///${file}`).pathname.slice(1);
}
