import { type Exposure, exposuresOf } from "../../../model/pod-exposure.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "exposed-workload",
  title: "The workload is reached from outside of the cluster",
  why: "It is where an attack begins: what this pod may do, an attacker who finds a flaw in it may do.",
  mayBreak: "Nothing is changed for you: whether the workload has to be reached from outside is yours to say.",
  severity: "off",
  references: ["NSA/CISA Kubernetes Hardening Guide"],
  aliases: {
    kics: ["69bbc5e3-0818-4150-89cc-1e989b48f23b"],
    kubescape: ["C-0256", "C-0266"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const pod of manifest.whole.pods) {
      const exposures = exposuresOf(pod, surroundings);
      const [first] = exposures;
      if (!first) continue;
      yield {
        span: pod.nameSpan,
        message: `${first.by.kind} ${first.by.name} lets the world outside of the cluster reach ${pod.object.name || "the pod"}.`,
        related: exposures.slice(0, 3).flatMap(placesOf),
      };
    }
  },
});

function placesOf({ by, service }: Exposure) {
  const own = { at: service.at, message: `Service ${service.name} selects the pod` };
  return by === service ? [own] : [{ at: by.at, message: `${by.kind} ${by.name} leads to ${service.name}` }, own];
}
