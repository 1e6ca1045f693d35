import { closedMaps } from "../../../model/closed-maps.ts";
import type { ManifestDocument } from "../../../model/kubernetes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import { capabilityFindings } from "./capability-lists.ts";
import { objectFindings } from "./object-values.ts";
import { profileFindings } from "./profile-types.ts";
import { scalarFindings } from "./scalar-types.ts";

export default kubernetesRule({
  id: "mistyped-setting",
  title: "A protection has a value that the API does not take",
  why: "The API server refuses the object, or takes the value for something else: what was to protect does not, and the quick way out is to take it away.",
  mayBreak: "The setting takes effect for the first time.",
  severity: "error",
  references: ["Kubernetes API reference: Pod", "CWE-1188"],
  aliases: {},
  options: {},

  *check(manifest) {
    yield* podFindings(manifest);
    for (const object of manifest.objects) yield* objectFindings(object);
  },
});

function* podFindings(manifest: ManifestDocument): Iterable<Finding> {
  const { text } = manifest.yaml;
  for (const map of closedMaps(manifest)) {
    yield* scalarFindings(map, text);
    if (map.kind === "containerContext") yield* capabilityFindings(map);
    if (map.kind === "containerContext" || map.kind === "podContext") yield* profileFindings(map);
  }
}
