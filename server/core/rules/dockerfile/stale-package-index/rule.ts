import type { Instruction, Stage } from "../../../model/dockerfile.ts";
import { type PackageCall, packageCall } from "../../../model/package-call.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "stale-package-index",
  title: "The package index is refreshed in a layer of its own",
  why: "The build keeps that layer in its cache: what is installed later comes from an index of weeks ago, without the fixes since then, or is no longer there.",
  mayBreak: "Nothing is changed for you: put the refresh into each RUN that installs, joined with `&&`.",
  severity: "info",
  references: ["CIS Docker 4.7", "Dockerfile best practices"],
  aliases: {
    trivy: ["DS-0017"],
    checkov: ["CKV_DOCKER_5"],
    kics: ["9bae49be-0aa3-4de5-bab2-4c3a069e40cd"],
    dockle: ["CIS-DI-0007"],
    cis_docker: ["4.7"],
  },
  options: {},

  *check(file) {
    for (const stage of file.stages) yield* judge(stage);
  },
});

function* judge({ instructions }: Stage) {
  for (const run of instructions) {
    const calls = packageCalls(run);
    const refresh = calls.find(({ does }) => does === "refresh");
    if (!refresh || calls.some(({ does }) => does !== "refresh") || mountsCache(run) || runsScript(run)) continue;
    yield {
      span: refresh.verb.span,
      message: `${refresh.call.name} ${refresh.verb.value} alone stays in the build's cache: what is installed later is not fresh.`,
    };
  }
}

const packageCalls = (run: Instruction): readonly PackageCall[] =>
  run.keyword === "RUN" ? callsOf(run).flatMap((call) => packageCall(call) ?? []) : [];

/** A script may install as well. */
const runsScript = (run: Instruction): boolean =>
  callsOf(run).some(
    ({ name, words }) =>
      /^(?:sh|bash|ash|dash)$/.test(name) || /\//.test(words[0]?.text.replace(/^\/(?:usr\/)?s?bin\/[^/]+$/, "") ?? ""),
  );

/** The index lies outside of all layers. */
const mountsCache = ({ flags }: Instruction): boolean =>
  flags.some(({ name, value = "" }) => name === "mount" && /\btype=cache\b/.test(value));
