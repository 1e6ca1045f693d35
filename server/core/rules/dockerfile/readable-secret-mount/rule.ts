import { replace } from "../../../edits/change.ts";
import { storingCalls, wordsHandedTo } from "../../../model/credential-stores.ts";
import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { redirection } from "../../../model/redirection.ts";
import { lastRemovals } from "../../../model/removals.ts";
import { callsOf, unquoted } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";
import { firstLine } from "../../../text.ts";

export default dockerfileRule({
  id: "readable-secret-mount",
  title: "A mounted secret is open to others, or is kept",
  why: "A mounted secret leaves no trace in the image, as long as the step does not copy it. A mode for everybody hands it to every other account that the step runs something as.",
  mayBreak: "An account that is neither the owner nor root cannot read the secret: name it with `uid=`.",
  severity: "warning",
  references: ["Dockerfile reference: RUN --mount=type=secret", "CWE-732", "CWE-538"],
  aliases: {},
  options: {},

  *check(file) {
    for (const run of file.instructions) {
      if (run.keyword !== "RUN") continue;
      const paths: string[] = [];
      const variables: string[] = [];
      const unkept: string[] = [];
      for (const { name, value = "", valueSpan } of run.flags) {
        if (name !== "mount" || !valueSpan) continue;
        const settings = new Map(value.split(",").map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
        const target = settings.get("target") ?? settings.get("dst") ?? settings.get("destination");
        if (target !== undefined && unkept.length < mostMounts && /^(?:tmpfs|cache)$/.test(settings.get("type") ?? ""))
          unkept.push(target);
        if (!/(?:^|,)type=(?:secret|ssh)(?:,|$)/.test(value)) continue;
        const id = settings.get("id") ?? settings.get("source") ?? settings.get("src") ?? "";
        const variable = settings.get("env");
        if (variable !== undefined) variables.push(variable);
        if (variable === undefined || target !== undefined) paths.push(target ?? `/run/secrets/${id}`);
        yield* mode(file.text, valueSpan.start, value);
      }
      if (paths.length + variables.length > 0) {
        const secrets = { paths: new Set(paths), variables: new Set(variables), unkept };
        yield* kept(file, run, secrets);
        yield* stored(file, run, secrets);
      }
    }
  },
});

/** Each call is compared with each of them. */
const mostMounts = 16;

interface Secrets {
  readonly paths: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  /** Folders that are mounted as well: what is written there is in no layer. */
  readonly unkept: readonly string[];
}

function* mode(text: string, start: number, value: string): Iterable<Finding> {
  const [, before = "", octal = ""] = /^((?:.*,)?mode=)(0?[0-7]{3})(?=,|$)/.exec(value) ?? [];
  if (octal === "" || (Number.parseInt(octal, 8) & 0o007) === 0) return;
  const span = { start: start + before.length, end: start + before.length + octal.length };
  if (text.slice(span.start, span.end) !== octal) return;
  const closed = (Number.parseInt(octal, 8) & 0o770).toString(8).padStart(octal.length, "0");
  yield {
    span,
    message: `Mode ${octal} lets every account read the secret while the step runs.`,
    fixes: () => [{ title: `Use ${closed}`, safety: "review", changes: [replace(span, closed)] }],
  };
}

/** `cp /run/secrets/token /app/`, `echo "$TOKEN" > /app/token`: what the step writes and does not remove stays in its layer. */
function* kept(file: Dockerfile, run: Instruction, { paths, variables, unkept }: Secrets): Iterable<Finding> {
  const ships = file.ships(run) || run.onbuild;
  const calls = callsOf(run);
  const removed = lastRemovals(calls);
  for (const [index, { name, words }] of calls.entries()) {
    const isCopy = copiers.has(name);
    const to = isCopy ? words.at(-1)?.text : writers.has(name) ? redirection(file.text, words) : undefined;
    const target = to?.replace(/^["']|["']$/g, "");
    if (target === undefined || /^\/(?:dev|run|proc)\//.test(target)) continue;
    if (unkept.some((folder) => target.startsWith(`${folder}/`))) continue;
    const word = words
      .slice(1, isCopy ? -1 : undefined)
      .find((one) => (one.value !== undefined && paths.has(one.value)) || mentions(one.text, paths, variables));
    if (!word) continue;
    const inFolder = `${target.replace(/(?<!\/)\/+$/, "")}/${unquoted(word).replace(/^.*\//, "")}`;
    if (removed(target) > index || removed(inFolder) > index) continue;
    yield {
      span: word.span,
      message: `${name} puts the mounted secret into this step's layer, which ${ships ? "the image" : "the build's cache"} keeps.`,
      ...(!ships && { severity: "hint" as const }),
    };
  }
}

/** `npm config set //registry.npmjs.org/:_authToken "$TOKEN"`: the command itself writes down what it is given. */
function* stored(file: Dockerfile, run: Instruction, { paths, variables }: Secrets): Iterable<Finding> {
  const ships = file.ships(run) || run.onbuild;
  for (const call of storingCalls(run)) {
    const word = wordsHandedTo(call).find(
      ({ text, value }) => (value !== undefined && paths.has(value)) || mentions(text, paths, variables),
    );
    if (!word) continue;
    yield {
      span: firstLine(file.text, word.span),
      message: `${call.name} writes the mounted secret down in this step's layer, which ${ships ? "the image" : "the build's cache"} keeps.`,
      ...(!ships && { severity: "hint" as const }),
    };
  }
}

/** A link to the secret holds nothing of it. */
const copiers: ReadonlySet<string> = new Set(["cp", "mv", "install"]);
const writers: ReadonlySet<string> = new Set(["cat", "echo", "printf"]);

function mentions(written: string, paths: ReadonlySet<string>, variables: ReadonlySet<string>): boolean {
  if (written.startsWith("'")) return false;
  return (
    [...written.matchAll(/\$\{?(\w+)/g)].some(([, name = ""]) => variables.has(name)) ||
    [...written.matchAll(/\$\((?:cat +|< *)([^\s)]+)/g)].some(([, path = ""]) => paths.has(path))
  );
}
