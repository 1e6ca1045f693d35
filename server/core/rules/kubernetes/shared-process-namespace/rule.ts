import { remove } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "shared-process-namespace",
  title: "Containers of the pod see each other's processes",
  why: "Whoever gets into one container reads the environment of the others, with the secrets in it, and through /proc their files; as the same user also their memory.",
  mayBreak: "Sidecars that send signals to the main program, or look at its files through /proc, no longer find it.",
  severity: "warning",
  references: ["Kubernetes documentation: Share Process Namespace between Containers in a Pod", "CWE-653"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const pod of manifest.pods) {
      const shares = pod.spec.get("shareProcessNamespace");
      if (shares?.boolean() !== true || pod.containers.length < 2) continue;
      yield {
        span: shares.span,
        message: `The containers of ${pod.object.name || "the pod"} see each other's processes, environment and files.`,
        fixes: () => [{ title: "Remove shareProcessNamespace", safety: "review", changes: [remove(shares.path)] }],
      };
    }
  },
});
