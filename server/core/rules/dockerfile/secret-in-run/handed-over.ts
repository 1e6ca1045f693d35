import { storingCalls, wordsHandedTo } from "../../../model/credential-stores.ts";
import type { Dockerfile, Instruction, Stage } from "../../../model/dockerfile.ts";
import { secretNamed } from "../../../model/secret.ts";
import type { Finding } from "../../../rule.ts";

/** Build arguments whose names say secret, in a RUN: the values that a build is given stay in the history of what ships, else in the cache. */
export function* handedOver(file: Dockerfile, run: Instruction): Iterable<Finding> {
  const stage = file.stageOf(run);
  if (!stage || run.onbuild) return;
  const taken = secretArguments(stage);
  if (taken.size === 0) return;
  const reported = new Set<string>();
  const where = file.ships(run) ? "the image's history" : "the build's cache";
  for (const { 0: written, index, groups } of file.text.slice(run.body.start, run.body.end).matchAll(mention)) {
    const name = groups?.["name"] ?? groups?.["braced"] ?? "";
    const argument = taken.get(name);
    if (!argument || argument.from > run.span.start || reported.has(name)) continue;
    reported.add(name);
    const start = run.body.start + index;
    yield {
      span: { start, end: start + written.length },
      message: `The build's argument ${name.length < 30 ? name : ""} is ${argument.what}, and stays in ${where} with this RUN.`,
      severity: "hint",
      note: isStored(run, name)
        ? writtenDown
        : `\`RUN --mount=type=secret,id=${name},env=${name}\` gives this step the value and leaves no trace of it.`,
    };
  }
}

const isStored = (run: Instruction, name: string): boolean =>
  storingCalls(run).some((call) =>
    wordsHandedTo(call).some(({ text }) => [...text.matchAll(mention)].some((one) => nameIn(one) === name)),
  );

const nameIn = ({ groups }: RegExpExecArray): string => groups?.["name"] ?? groups?.["braced"] ?? "";

const writtenDown =
  "The command writes it down in a file of this step's layer, too: hand it to the single call that needs it, or remove the file in the same RUN.";

const mention = /\$(?:\{(?<braced>\w+)\}?|(?<name>\w+))/g;

interface SecretArgument {
  readonly what: string;
  /** Where it is first taken. */
  readonly from: number;
}

const known = new WeakMap<Stage, ReadonlyMap<string, SecretArgument>>();

/** Kept, since each RUN asks. */
function secretArguments(stage: Stage): ReadonlyMap<string, SecretArgument> {
  const kept = known.get(stage);
  if (kept) return kept;
  const taken = new Map<string, SecretArgument>();
  for (const { keyword, assignments, span } of stage.chain) {
    if (keyword !== "ARG") continue;
    for (const { name, value } of assignments) {
      const what = value === undefined || value === "" ? secretNamed(name) : undefined;
      if (what && !taken.has(name)) taken.set(name, { what, from: span.start });
    }
  }
  known.set(stage, taken);
  return taken;
}
