import type { Stage } from "../../../model/dockerfile.ts";
import { packageCall } from "../../../model/package-call.ts";
import { callsOf } from "../../../model/shell-calls.ts";
import { dockerfileRule } from "../../../rule.ts";

export default dockerfileRule({
  id: "distribution-upgrade",
  title: "The build upgrades the whole distribution",
  why: "A distribution upgrade may exchange and remove packages that the base image's maker has tested together, and it hides that the base image itself is out of date.",
  mayBreak: "Nothing is changed for you: raise the base image's tag, and rebuild when that is rebuilt.",
  severity: "hint",
  references: ["CWE-1357"],
  aliases: { hadolint: ["DL3035"], trivy: ["DS-0024"], dockle: ["DKL-DI-0003"] },
  options: {},

  *check(file) {
    for (const instruction of file.instructions) {
      if (instruction.keyword !== "RUN" || isRolling(file.stageOf(instruction))) continue;
      for (const call of callsOf(instruction)) {
        const read = packageCall(call);
        if (read?.does !== "distribution upgrade" || call.words.some(isDry)) continue;
        yield {
          span: read.verb.span,
          message: `${call.name} ${read.verb.value} may exchange and remove packages: raise the base image instead.`,
        };
      }
    }
  },
});

/** Nothing is changed: `apt-get -s dist-upgrade`. */
const isDry = ({ value = "" }: { readonly value: string | undefined }): boolean =>
  /^(?:-s|--simulate|--just-print|--dry-run|--print-uris|-D|--download-only)$/.test(value);

/** Distributions without releases know no other upgrade. */
const isRolling = (stage: Stage | undefined): boolean =>
  /tumbleweed|microos|:(?:sid|unstable|rolling|testing|devel)\b|kali/.test(
    `${stage?.image?.name}:${stage?.image?.tag}`,
  );
