import { replace } from "../../../edits/change.ts";
import type { Instruction } from "../../../model/dockerfile.ts";
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
      for (const { name, value = "", valueSpan } of run.flags) {
        if (name !== "mount" || !/(?:^|,)type=(?:secret|ssh)(?:,|$)/.test(value) || !valueSpan) continue;
        const settings = new Map(value.split(",").map((pair) => pair.split(/=(.*)/s, 2) as [string, string]));
        const id = settings.get("id") ?? settings.get("source") ?? settings.get("src") ?? "";
        const target = settings.get("target") ?? settings.get("dst") ?? settings.get("destination");
        if (!settings.has("env")) paths.push(target ?? `/run/secrets/${id}`);
        yield* mode(file.text, valueSpan.start, value);
      }
      yield* kept(run, paths);
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

/** `cp /run/secrets/token /app/`: what the step writes stays in its layer. */
function* kept(run: Instruction, paths: readonly string[]): Iterable<Finding> {
  if (paths.length === 0) return;
  for (const { name, words } of callsOf(run)) {
    if (!copiers.has(name)) continue;
    const word = words.slice(1, -1).find(({ value }) => value !== undefined && paths.includes(value));
    const target = words.at(-1)?.value;
    if (!word || target === undefined || /^\/(?:dev|run|proc)\//.test(target)) continue;
    yield {
      span: word.span,
      message: `${name} puts the mounted secret into this step's layer, which the image keeps.`,
    };
  }
}

const copiers = new Set(["cp", "mv", "install", "ln"]);
