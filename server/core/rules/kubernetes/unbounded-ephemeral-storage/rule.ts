import type { Pod } from "../../../model/kubernetes.ts";
import { isLimited } from "../../../model/limits.ts";
import { type Finding, workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "unbounded-ephemeral-storage",
  title: "Local storage has no limit",
  why: "Logs, written files and emptyDirs lie on the node's disk: one program that fills it gets every pod of the node evicted.",
  mayBreak: "A pod that writes more than its limit is evicted.",
  // Few clusters account for it, and the node evicts by itself.
  severity: "off",
  references: ["CWE-770"],
  aliases: {
    kube_score: ["container-ephemeral-storage-request-and-limit"],
    kyverno: ["other/require-emptydir-requests-and-limits"],
    gatekeeper: ["general/ephemeralstoragelimit"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const pod of manifest.whole.pods) {
      const bare = pod.containers.filter(
        (one) => one.list === "containers" && !isLimited(one, "ephemeral-storage", surroundings),
      );
      for (const { nameSpan, name } of bare) {
        yield {
          span: nameSpan,
          message: `${name} may fill the node's disk: it has no ephemeral-storage limit.`,
          absent: true,
          note: "How much it writes has to be measured, so no number is filled in.",
        };
      }
      if (bare.length > 0) yield* emptyDirs(pod);
    }
  },
});

function* emptyDirs({ spec }: Pod): Iterable<Finding> {
  for (const volume of spec.get("volumes")?.items() ?? []) {
    const directory = volume.get("emptyDir");
    if (!directory || directory.get("sizeLimit") || directory.via !== "own") continue;
    const message = `Volume ${volume.get("name")?.text() ?? ""} may fill the node's ${
      directory.get("medium")?.text() === "Memory" ? "memory" : "disk"
    }: it has no sizeLimit.`;
    yield { span: directory.keySpan, message };
  }
}
