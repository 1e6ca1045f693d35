import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "created-host-path",
  title: "The kubelet creates a path on the node",
  why: "The kubelet creates what is missing, as root: a pod that is scheduled anywhere leaves directories on any node, and a typing mistake goes unnoticed.",
  mayBreak: "The pod does not start on nodes that lack the path.",
  severity: "info",
  references: ["Kubernetes documentation: Volumes (hostPath)", "CWE-732"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const pod of manifest.pods) {
      for (const volume of pod.spec.get("volumes")?.items() ?? []) {
        const type = volume.at("hostPath", "type");
        const found = /^(Directory|File)OrCreate$/.exec(type?.text() ?? "");
        if (!type || !found) continue;
        const [, kind = "Directory"] = found;
        yield {
          span: type.span,
          message: `The kubelet creates ${volume.at("hostPath", "path")?.text() ?? "the path"} on every node that lacks it.`,
          fixes: () => [
            { title: `Require the ${kind.toLowerCase()}`, safety: "review", changes: [set(type.path, kind)] },
          ],
        };
      }
    }
  },
});
