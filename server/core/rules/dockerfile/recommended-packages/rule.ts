import { insert } from "../../../edits/change.ts";
import type { Dockerfile, Instruction } from "../../../model/dockerfile.ts";
import { type PackageCall, packageCall } from "../../../model/package-call.ts";
import { callsOf, isWritten } from "../../../model/shell-calls.ts";
import { dockerfileRule, type Fix } from "../../../rule.ts";

export default dockerfileRule({
  id: "recommended-packages",
  title: "apt installs what nobody asked for",
  why: "Recommended packages come along unasked: each is one more that can have a hole, and one more program for whoever gets in.",
  mayBreak:
    "What a package only recommends is missing, such as `dirmngr` beside `gnupg` or `python3-dev` beside `python3-pip`: name what is needed.",
  severity: "hint",
  references: ["CIS Docker 4.3"],
  aliases: {
    hadolint: ["DL3015"],
    trivy: ["DS-0029"],
    kics: ["7384dfb2-fcd1-4fbf-91cd-6c44c318c33c"],
    cis_docker: ["4.3"],
  },
  options: {},

  *check(file) {
    if (file.instructions.some((one) => one.keyword === "RUN" && configures(file, one))) return;
    for (const run of file.instructions) {
      // What is installed to build with is left behind.
      if (run.keyword !== "RUN" || !(file.ships(run) || run.onbuild)) continue;
      for (const call of callsOf(run)) {
        const read = packageCall(call);
        if (read?.manager !== "apt" || read.does !== "install" || declines(read)) continue;
        const { verb } = read;
        yield {
          span: verb.span,
          message: `${call.name} ${verb.value} brings recommended packages too: --no-install-recommends leaves them out.`,
          ...(losesCompiler(file, read) && { note: compilerOfPip }),
          fixes: () => (run.form === "exec" || losesCompiler(file, read) ? [] : fixes(file, read)),
        };
      }
    }
  },
});

/** `python3-pip` only recommends what pip compiles packages with. */
const losesCompiler = ({ text }: Dockerfile, { operands }: PackageCall): boolean =>
  operands.some(({ value = "" }) => /^python3-pip(?:=|$)/.test(value)) &&
  /\bpip3?\s+install\b/.test(text) &&
  !/\b(?:build-essential|gcc|python3-dev)\b/.test(text);

const compilerOfPip =
  "pip may need the compiler and headers that `python3-pip` recommends: name `build-essential` and `python3-dev` if it does.";

const setting = /\bAPT::Install-Recommends["']?(?:\s*=\s*|\s+)\\?["']?(?:0|false|no)\b/i;

const declines = ({ call }: PackageCall): boolean =>
  call.words.some(
    ({ value = "" }) =>
      /^(?:--no-install-recommends|-R|--without-recommends|--only-upgrade|-s|--simulate|--dry-run|--download-only|--print-uris)$/.test(
        value,
      ) || setting.test(value),
  );

/** It writes the setting into apt's configuration, for itself and for all that follows. */
const configures = ({ text }: Dockerfile, { span }: Instruction): boolean =>
  setting.test(text.slice(span.start, span.end));

function fixes(file: Dockerfile, { verb, operands }: PackageCall): readonly Fix[] {
  if (!isWritten(file, verb)) return [];
  const changes = [insert(verb.span.end, " --no-install-recommends")];
  // They only recommend the authorities that every HTTPS connection is checked by.
  const client = operands.find(({ value = "" }) => /^(?:curl|wget|git)(?:=|$)/.test(value));
  if (client && isWritten(file, client) && !/\bca-certificates\b/.test(file.text)) {
    changes.push(insert(client.span.end, " ca-certificates"));
  }
  // Without the headers of the C library it compiles nothing.
  const compiler = operands.find(({ value = "" }) => /^gcc(?:-\d+)?(?:=|$)/.test(value));
  if (compiler && isWritten(file, compiler) && !/\b(?:libc6-dev|build-essential|g\+\+)/.test(file.text)) {
    changes.push(insert(compiler.span.end, " libc6-dev"));
  }
  return [{ title: "Leave recommended packages out", safety: "review", changes }];
}
