import type { ShellWord } from "../syntax/shell.ts";
import type { Dockerfile, Instruction } from "./dockerfile.ts";
import { packageCall } from "./package-call.ts";
import { type Call, callsOf } from "./shell-calls.ts";

/** A package that the shipped image gets by name from its distribution. */
export interface ShippedPackage {
  readonly run: Instruction;
  readonly call: Call;
  readonly name: string;
  readonly word: ShellWord;
  readonly index: number;
  /** How many packages the call installs. */
  readonly of: number;
}

/** Everything that package managers install into the image which ships, and that no later step takes out again. */
export function* shippedPackages(file: Dockerfile): Iterable<ShippedPackage> {
  const runs = (file.final?.chain ?? []).filter(({ keyword, onbuild }) => keyword === "RUN" && !onbuild);
  for (const run of runs) {
    const calls = callsOf(run);
    const removed = new Set(calls.flatMap(removedBy));
    for (const call of calls) {
      const read = packageCall(call);
      if (read?.does !== "install" || removed.has(virtualName(call) ?? "")) continue;
      for (const word of read.operands) {
        const name = word.value?.replace(/[=<>~@/].*$/s, "");
        if (!name || removed.has(name)) continue;
        yield { run, call, name, word, index: call.words.indexOf(word), of: read.operands.length };
      }
    }
  }
}

/** In the same layer, so that nothing of it remains. */
function removedBy(call: Call): readonly string[] {
  const read = packageCall(call);
  if (!read || !/^(?:remove|purge|autoremove|del|erase|rm)$/.test(read.verb.value ?? "")) return [];
  return read.operands.flatMap(({ value }) => value ?? []);
}

/** `apk add --virtual .build-deps` */
function virtualName({ words }: Call): string | undefined {
  const at = words.findIndex(({ value = "" }) => /^(?:-t|--virtual)$/.test(value));
  return at < 0
    ? words.find(({ value = "" }) => value.startsWith("--virtual="))?.value?.slice(10)
    : words[at + 1]?.value;
}
