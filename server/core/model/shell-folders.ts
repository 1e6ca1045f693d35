import type { Instruction } from "./dockerfile.ts";
import { type Call, callsOf } from "./shell-calls.ts";

/** A call, and the folder that it is made in. */
export interface PlacedCall {
  readonly call: Call;
  readonly folder: string;
}

/** A `cd` that counts until its parentheses or its inner script end. */
interface Change {
  readonly before: string;
  readonly depth: number;
  readonly until: number;
}

/**
 * The calls of an instruction with their folders, as far as `cd` tells them. What a variable names stays as it is
 * written, so that the same words are the same folder.
 */
export function* placedCalls(text: string, instruction: Instruction, workdir: string): Iterable<PlacedCall> {
  let folder = workdir;
  let depth = 0;
  let read = instruction.body.start;
  const changes: Change[] = [];
  for (const call of callsOf(instruction)) {
    const { start, end } = call.span;
    const nested = start < read;
    const outer = read;
    if (!nested) {
      depth = depthBehind(text, read, start, depth);
      read = end;
    }
    for (let last = changes.at(-1); last && (last.depth > depth || last.until <= start); last = changes.at(-1)) {
      folder = last.before;
      changes.pop();
    }
    yield { call, folder };
    if (call.name !== "cd" && call.name !== "pushd") continue;
    const target = call.words.slice(1).find(({ value }) => value === undefined || !/^-./.test(value));
    changes.push({ before: folder, depth, until: nested ? outer : Number.POSITIVE_INFINITY });
    // `cd -` and `cd` alone lead to where nobody can tell.
    folder = target && target.value !== "-" ? joinFolder(folder, target.value ?? target.text) : "~";
  }
}

/** How deep in parentheses what follows stands. The label of a `case` closes one that was never opened. */
function depthBehind(text: string, from: number, to: number, depth: number): number {
  let now = depth;
  for (let at = from; at < to; at++) {
    if (text[at] === "(") now++;
    else if (text[at] === ")") now = Math.max(0, now - 1);
  }
  return now;
}

/** Where a path leads from a folder. */
export function joinFolder(folder: string, path: string): string {
  const plain = path
    .replaceAll(/["']/g, "")
    .replaceAll("\\", "/")
    .replaceAll(/\$\{(\w+)\}/g, "$$$1");
  const parts: string[] = [];
  const isAbsolute = /^(?:\/|[a-z]:|~|\$)/i.test(plain);
  for (const part of (isAbsolute ? plain : `${folder}/${plain}`).split("/")) {
    if (part === ".." && parts.length > 0) parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
