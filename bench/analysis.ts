import { existsSync, readFileSync } from "node:fs";
import { DockerfileParser } from "dockerfile-ast";
import { parse as parseShell } from "unbash";
import { parseAllDocuments } from "yaml";
import { Analyzer } from "../server/core/analyze.ts";
import { readConfig } from "../server/core/config.ts";
import { detect } from "../server/core/detect.ts";
import { rules } from "../server/core/registry.ts";
import { median, ratio } from "./table.ts";

type Row = readonly [what: string, ours: number, theirs: number, ratio: number, note: string];

const settings = { config: readConfig([], rules).config, today: "2026-11-23" };
const rounds = 25;

/** A whole analysis, nothing kept from the last, beside the parse that any tool has to make of the same text. */
export function analysisRatio(texts: readonly (readonly [string, string, string])[]): readonly Row[] {
  return texts.map(([what, path, text]) => {
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const changed = unseen(text, round);
      bare.push(timed(() => parse(path, changed)));
      ours.push(timed(() => analyse(path, changed)));
    }
    return [`${what}: analysis, ms`, median(ours), median(bare), ratio(ours.slice(5), bare.slice(5)), "bare parse"];
  });
}

/** Every real file that is there to read; skipped, with a word, where it is absent. */
export function corpus(folder: string): readonly Row[] {
  if (!existsSync(folder)) {
    console.log("skipped: whole corpus (it is not on this machine)");
    return [];
  }
  const sets = [
    ["B1-dockerfiles/dockerfiles.jsonl", "Dockerfile", "Dockerfiles"],
    ["B2-manifests/manifests.jsonl", "a.yaml", "manifests"],
    ["B4-compose/compose.jsonl", "compose.yaml", "Compose files"],
  ] as const;
  return sets.map(([file, path, what]) => {
    const texts = readFileSync(`${folder}/${file}`, "utf8")
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { content: string }).content)
      .filter((text) => ["dockerfile", "yaml", "compose"].includes(detect({ path, text })));
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < 3; round++) {
      let [bareSum, ourSum] = [0, 0];
      for (const text of texts) {
        const changed = unseen(text, round);
        bareSum += timed(() => parse(path, changed));
        ourSum += timed(() => analyse(path, changed));
      }
      bare.push(bareSum);
      ours.push(ourSum);
    }
    return [`${texts.length} real ${what}: analysis, ms`, median(ours), median(bare), ratio(ours, bare), "bare parse"];
  });
}

/** Another text each round, in each of its scripts too, so that nothing is remembered from the last. */
function unseen(text: string, round: number): string {
  return `${text.replace(/^RUN (?=\w)/gm, `RUN : ${round}; `)}\n# ${round}\n`;
}

function analyse(path: string, text: string): void {
  new Analyzer(rules).analyze({ path, text }, settings);
}

function parse(path: string, text: string): void {
  if (path !== "Dockerfile") {
    parseAllDocuments(text);
    return;
  }
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const range = instruction.getArgumentsRange();
    if (instruction.getInstruction() === "RUN" && range) parseShell(instruction.getArgumentsContent() ?? "");
  }
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
