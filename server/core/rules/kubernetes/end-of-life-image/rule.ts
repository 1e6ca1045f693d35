import type { Lifetime } from "../../../facts/facts.ts";
import { snapshotDate } from "../../../facts/snapshot.ts";
import { sentences } from "../../../message.ts";
import { endedParts, endedRecently, isExtended } from "../../../model/ended-image.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "end-of-life-image",
  title: "The image gets no security fixes any more",
  why: "Holes that are found from now on stay open in it, and ready-made exploits for them are public.",
  mayBreak:
    "Nothing is changed for you: a newer version may read data and settings differently, so read its upgrade notes.",
  severity: "warning",
  references: ["NIST SP 800-190", "CWE-1104"],
  aliases: { kubescape: ["C-0292"] },
  options: {},

  *check(manifest, _options, { today }) {
    if (today === undefined) return;
    for (const container of manifest.containers) {
      const finding = judge(container, today);
      if (finding) yield finding;
    }
  },
});

function judge({ image, imageView, name }: Container, today: string): Finding | undefined {
  if (!image || !imageView) return undefined;
  const [worst] = endedParts(image, today);
  if (!worst) return undefined;
  const mild = isExtended(worst, today) || endedRecently(worst, today);
  return {
    span: imageView.span,
    message: sentence(name, worst, today),
    ...(mild && { severity: "info" as const }),
    note: sentences(worst.note, worst.newest && `${worst.newest} is supported`, `As known on ${snapshotDate}`),
  };
}

function sentence(who: string, worst: Lifetime, today: string): string {
  const { product, cycle, end, extendedEnd, axis } = worst;
  const what = axis === "image" ? product.replace(registryHost, "") : `${product} ${cycle}`.trim();
  const since = typeof end === "string" ? ` ended on ${end}` : " has ended";
  if (isExtended(worst, today))
    return `${who} runs on ${what}, which${since}: only long-term support goes on, until ${extendedEnd}.`;
  return `${who} runs on ${what}, which${since}: it gets no security fixes any more.`;
}

/** What stands before the first slash, where it has a dot or a port. */
const registryHost = /^[^/.:]*[.:][^/]*\//;
