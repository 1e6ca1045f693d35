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
    // It takes the keys of new repositories; zypper refreshes what has expired by itself.
    if (refresh?.call.words.some(({ value }) => value === "--gpg-auto-import-keys")) continue;
    if (
      !refresh ||
      calls.some(({ does }) => does !== "refresh") ||
      mountsCache(run) ||
      mayInstall(run) ||
      removesIndex(run)
    )
      continue;
    yield {
      span: refresh.verb.span,
      message: `${refresh.call.name} ${refresh.verb.value} alone stays in the build's cache: what is installed later is not fresh.`,
    };
  }
}

const packageCalls = (run: Instruction): readonly PackageCall[] =>
  run.keyword === "RUN" ? callsOf(run).flatMap((call) => packageCall(call) ?? []) : [];

/** Scripts, and whatever else may call the package manager: `make deps`, `rosdep install`, `npx playwright install-deps`. */
const mayInstall = (run: Instruction): boolean =>
  // A command whose name is a variable is no call.
  (run.shell()?.commands.some(({ name, words }) => name === undefined && words.length > 0) ?? false) ||
  callsOf(run).some(({ name, words }) => !plain.has(name) || /\//.test(words[0]?.text.replace(binary, "") ?? ""));

const binary = /^\/(?:usr\/)?s?bin\/[^/]+$/;

/** Programs that install no packages of the distribution. */
const plain: ReadonlySet<string> = new Set(
  "apt apt-get aptitude apk yum dnf dnf5 microdnf tdnf zypper apt-cache apt-key apt-config apt-mark add-apt-repository apt-add-repository yum-config-manager dpkg-reconfigure debconf-set-selections update-ca-certificates locale-gen rm mkdir cp mv ln cat echo printf sed grep awk tee touch chmod chown find ls sleep true : set export cd test [ [[ date env sudo curl wget gpg install useradd groupadd usermod adduser addgroup ldconfig sync exit".split(
    " ",
  ),
);

/** What is gone in the same layer goes stale in none. */
const removesIndex = (run: Instruction): boolean =>
  callsOf(run).some(
    ({ name, words }) => name === "rm" && words.some(({ text }) => /\/var\/lib\/apt\/lists\b/.test(text)),
  );

/** The index lies outside of all layers. */
const mountsCache = ({ flags }: Instruction): boolean =>
  flags.some(({ name, value = "" }) => name === "mount" && /\btype=cache\b/.test(value));
