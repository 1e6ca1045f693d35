import type { Lifetime } from "../../../facts/facts.ts";
import { snapshotDate } from "../../../facts/snapshot.ts";
import { sentences } from "../../../message.ts";
import { baseNamed, imageNamed } from "../../../model/base-image-name.ts";
import { raiseBase } from "../../../model/base-image-raise.ts";
import type { Dockerfile, Stage } from "../../../model/dockerfile.ts";
import { endedParts, endedRecently, isExtended } from "../../../model/ended-image.ts";
import { dockerfileRule, type Finding, type Severity } from "../../../rule.ts";

export default dockerfileRule({
  id: "end-of-life-base-image",
  title: "The base image gets no security fixes any more",
  why: "Holes that are found from now on stay open in every image that is built upon it, and ready-made exploits for them are public.",
  mayBreak:
    "A newer version drops what the old one had deprecated: build and test the program with it, and rebuild native addons. Packages of a newer distribution may have other names.",
  severity: "warning",
  references: ["NIST SP 800-190", "CWE-1104"],
  aliases: {},
  options: {},

  *check(file, _, { today }) {
    if (today === undefined) return;
    for (const stage of file.stages) {
      const finding = stage.parent ? undefined : judge(file, stage, today);
      if (finding) yield finding;
    }
  },
});

function judge(file: Dockerfile, stage: Stage, today: string): Finding | undefined {
  const { image, fromWord } = stage;
  if (!image || !fromWord) return undefined;
  const [worst] = endedParts(image, today);
  if (!worst) return undefined;
  const raise = raiseBase(file, stage, today);
  const blocked = "refused" in raise ? raise.refused : undefined;
  return {
    span: fromWord.span,
    message: sentence(stage, worst, today),
    ...severity(file, stage, worst, today),
    note: sentences(worst.note, blocked, `As known on ${snapshotDate}.`),
    fixes: () =>
      "refused" in raise
        ? []
        : [{ title: `Use ${imageNamed({ text: raise.image })}`, safety: "review", changes: raise.changes }],
  };
}

function sentence(stage: Stage, worst: Lifetime, today: string): string {
  const { product, cycle, end, extendedEnd, axis } = worst;
  const since = typeof end === "string" ? ` ended on ${end}` : " has ended";
  const last = "it gets no security fixes any more.";
  if (axis === "image") return `${baseNamed(stage)} is no longer built: ${last}`;
  // A cycle that is no number is a name of ours, not of the product's.
  const named = /^[\d.]+$/.test(cycle) ? `${product} ${cycle}` : baseNamed(stage);
  const whole = axis === "os" ? `${named}, below this image,` : named;
  if (isExtended(worst, today)) return `${whole}${since}: only long-term support goes on, until ${extendedEnd}.`;
  return `${whole}${since}: ${last}`;
}

/** One step less each for what only just ended or is still mended in part, and for a stage that does not ship. */
function severity(file: Dockerfile, stage: Stage, worst: Lifetime, today: string): { severity?: Severity } {
  const mild = isExtended(worst, today) || endedRecently(worst, today);
  const linked = worst.axis === "product" && linksItself.has(stage.image?.name ?? "");
  const ships = file.final?.imageWord === stage.fromWord || linked;
  if (mild && !ships) return { severity: "hint" };
  return mild || !ships ? { severity: "info" } : {};
}

/** Compilers that put their own library into what they build. */
const linksItself = new Set(["golang", "rust"]);
