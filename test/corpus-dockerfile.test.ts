import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { checkDockerfile } from "./check-dockerfile.ts";

const folder = new URL("../../shared/corpus/", import.meta.url);
const present = existsSync(folder);
if (!present) console.log("The corpus of real Dockerfiles is not here: skipped.");

const sets = [
  { file: "B1-dockerfiles/dockerfiles.jsonl", field: "content" },
  { file: "A2-hadolint/cases.jsonl", field: "dockerfile" },
  { file: "A7-buildkit-checks/cases.jsonl", field: "dockerfile" },
];

function readTexts({ file, field }: { file: string; field: string }): readonly string[] {
  const lines = readFileSync(new URL(file, folder), "utf8").split("\n").filter(Boolean);
  return lines.map((line): string => JSON.parse(line)[field]).filter((text) => typeof text === "string");
}

/** The keywords as a reader of lines sees them that knows nothing else of Dockerfiles. */
function keywordsByLine(text: string): string[] {
  const escapeChar = /^#\s*escape\s*=\s*`/im.test(text.split(/^[^#]/m)[0] ?? "") ? "`" : "\\";
  const keywords: string[] = [];
  let continued = false;
  let heredocs: string[] = [];
  for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    if (heredocs.length > 0) {
      if (line.replace(/^\t+/, "") === heredocs[0]) heredocs = heredocs.slice(1);
      continue;
    }
    const words = line.trim().split(/\s+/);
    if (words[0] === "" || words[0]?.startsWith("#")) continue;
    if (!continued) keywords.push((/^onbuild$/i.test(words[0] ?? "") ? words[1] : words[0])?.toUpperCase() ?? "");
    // One that is itself escaped continues nothing.
    continued = line.trimEnd().endsWith(escapeChar) && !line.trimEnd().endsWith(escapeChar + escapeChar);
    const mayHaveHeredocs = /^(?:RUN|COPY|ADD)$/.test(keywords[keywords.length - 1] ?? "");
    heredocs = mayHaveHeredocs
      ? [...line.matchAll(/(?<=\s)<<-?["']?(\w+)["']?(?=\s|$)/g)].map((match) => match[1] ?? "")
      : [];
  }
  return keywords;
}

for (const set of sets) {
  test(`every Dockerfile of ${set.file} is read`, { skip: !present }, () => {
    const counts = { files: 0, instructions: 0, stages: 0, commands: 0, withErrors: 0, rootKnown: 0, rootUnknown: 0 };
    for (const text of readTexts(set)) {
      const { file, commands } = checkDockerfile(text);
      assert.deepEqual(
        file.instructions.map(({ keyword }) => keyword),
        keywordsByLine(text),
      );
      counts.files++;
      counts.instructions += file.instructions.length;
      counts.stages += file.stages.length;
      counts.commands += commands;
      if (file.errors.length > 0) counts.withErrors++;
      if (file.final) counts[file.final.user().value.root === undefined ? "rootUnknown" : "rootKnown"]++;
    }
    console.log(set.file, counts);
  });
}
