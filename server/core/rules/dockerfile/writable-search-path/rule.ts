import type { Assignment } from "../../../model/dockerfile.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

export default dockerfileRule({
  id: "writable-search-path",
  title: "Programs are looked for where anybody may put them",
  why: "Whoever can write to a directory that PATH names lays a program of his own there, under the name of one that others call: they run it with their rights.",
  mayBreak: "Programs in that directory are found by their full name only.",
  severity: "warning",
  references: ["CWE-426", "CWE-427"],
  aliases: {},
  options: {},

  *check(file) {
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "ENV" || file.stageOf(instruction)?.windows) continue;
      for (const assignment of instruction.assignments) yield* judge(file.text, assignment);
    }
  },
});

function* judge(text: string, { name, valueSpan }: Assignment): Iterable<Finding> {
  if (name !== "PATH" || !valueSpan) return;
  const written = text.slice(valueSpan.start, valueSpan.end);
  // Windows parts them with semicolons.
  if (/[;\\]/.test(written)) return;
  const quotes = /^(["'])[\s\S]*\1$/.test(written) ? 1 : 0;
  let at = valueSpan.start + quotes;
  if (at >= valueSpan.end - quotes) return;
  for (const entry of written.slice(quotes, written.length - quotes).split(":")) {
    const what = dangerOf(entry);
    // An empty entry has nothing to underline but the colon that parts it from the one before, or behind it.
    const start = entry === "" && at > valueSpan.start + quotes ? at - 1 : at;
    if (what) yield { span: { start, end: start + Math.max(entry.length, 1) }, message: what };
    at += entry.length + 1;
  }
}

function dangerOf(entry: string): string | undefined {
  if (entry === "" || entry === ".") return "PATH finds programs in whatever directory is the current one.";
  if (/^(?:\/tmp|\/var\/tmp|\/dev\/shm)(?:\/|$)/.test(entry))
    return `PATH finds programs in ${shown(entry)}, where every account may put them.`;
  if (/^[\w.][\w./-]*$/.test(entry))
    return `PATH finds programs in ${shown(entry)} below whatever directory is the current one.`;
  return undefined;
}

const shown = (entry: string): string => (entry.length < 40 ? entry : "a directory");
