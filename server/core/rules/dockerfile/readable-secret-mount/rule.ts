import { replace } from "../../../edits/change.ts";
import type { Instruction } from "../../../model/dockerfile.ts";
import { redirection } from "../../../model/redirection.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Finding } from "../../../rule.ts";

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
      for (const { name, value = "", valueSpan } of run.flags) {
        if (name !== "mount" || !/(?:^|,)type=(?:secret|ssh)(?:,|$)/.test(value) || !valueSpan) continue;
        const settings = new Map(value.split(",").map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
        const id = settings.get("id") ?? settings.get("source") ?? settings.get("src") ?? "";
        const target = settings.get("target") ?? settings.get("dst") ?? settings.get("destination");
        const variable = settings.get("env");
        if (variable !== undefined) variables.push(variable);
        if (variable === undefined || target !== undefined) paths.push(target ?? `/run/secrets/${id}`);
        yield* mode(file.text, valueSpan.start, value);
      }
      if (paths.length + variables.length > 0) yield* kept(file.text, run, new Set(paths), new Set(variables));
    }
  },
});

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
function* kept(
  text: string,
  run: Instruction,
  paths: ReadonlySet<string>,
  variables: ReadonlySet<string>,
): Iterable<Finding> {
  const calls = callsOf(run);
  const removed = new Set(
    calls.filter(({ name }) => name === "rm").flatMap(({ words }) => words.slice(1).map((word) => word.text)),
  );
  for (const { name, words } of calls) {
    const redirected = writers.has(name) ? redirection(text, words) : undefined;
    const target = copiers.has(name) ? words.at(-1)?.text : redirected;
    if (target === undefined || /^["']?\/(?:dev|run|proc)\//.test(target) || removed.has(target)) continue;
    const sources = copiers.has(name) ? words.slice(1, -1) : words.slice(1);
    const word = sources.find(
      (one) => (one.value !== undefined && paths.has(one.value)) || mentions(one.text, variables),
    );
    if (!word) continue;
    yield {
      span: word.span,
      message: `${name} puts the mounted secret into this step's layer, which the image keeps.`,
    };
  }
}

const copiers: ReadonlySet<string> = new Set(["cp", "mv", "install", "ln"]);
const writers: ReadonlySet<string> = new Set(["cat", "echo", "printf"]);

function mentions(written: string, variables: ReadonlySet<string>): boolean {
  if (variables.size === 0 || written.startsWith("'")) return false;
  return [...written.matchAll(/\$\{?(\w+)/g)].some(([, name = ""]) => variables.has(name));
}
