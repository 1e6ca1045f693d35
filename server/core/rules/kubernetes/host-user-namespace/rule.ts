import { set } from "../../../edits/change.ts";
import { minorOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-user-namespace",
  title: "Root in the container is root on the node",
  why: "Without a user namespace of its own a process that escapes keeps its uid on the node. With one, even root inside is nobody outside.",
  mayBreak:
    "Volumes whose file system knows no id-mapped mounts (NFS, for one), and nodes with an old kernel or runtime, cannot run the pod.",
  // It asks for much of nodes and volumes, so nothing is wrong without it.
  severity: "off",
  references: ["Kubernetes documentation: User Namespaces", "CWE-250"],
  aliases: { kubesec: ["HostUsers"] },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    if (minorOf(kubernetesVersion) < firstVersion) return;
    for (const { spec, nameSpan, object, windowsHint } of manifest.pods) {
      const users = spec.get("hostUsers");
      const written = users !== undefined && !users.isNull();
      if (windowsHint || (written ? users.boolean() !== true : object.partial)) continue;
      // The API server refuses the two together.
      if (["hostNetwork", "hostPID", "hostIPC"].some((field) => spec.get(field)?.boolean() === true)) continue;
      yield {
        span: written ? users.span : nameSpan,
        message: `${object.name || "The pod"} shares the node's users: root in it is root outside.`,
        absent: !written,
        fixes: () => [
          { title: "Give it a user namespace", safety: "review", changes: [set([...spec.path, "hostUsers"], false)] },
        ],
      };
    }
  },
});

/** Before, the API does not know the field. */
const firstVersion = 25;
