import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "ephemeral-container",
  title: "A debug container stands in a manifest",
  why: "Ephemeral containers are put into running pods to look around. In a manifest they are a leftover of that, with its tools and its rights.",
  mayBreak: "Nothing is changed for you: the API server refuses to create a pod with one.",
  severity: "info",
  references: ["Kubernetes documentation: Ephemeral Containers"],
  aliases: { kyverno: ["other/block-ephemeral-containers"] },
  options: {},

  *check(manifest) {
    for (const { spec, object } of manifest.pods) {
      const list = spec.get("ephemeralContainers");
      if (!list || list.items().length === 0) continue;
      yield {
        span: list.keySpan,
        message: `${object.name || "The pod"} brings a debug container along, which no pod can be created with.`,
      };
    }
  },
});
