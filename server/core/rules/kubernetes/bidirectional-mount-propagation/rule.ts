import { set } from "../../../edits/change.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "bidirectional-mount-propagation",
  title: "What the container mounts appears on the node",
  why: "The container can lay a file system of its own over directories of the node and of other pods, and with that replace what they run.",
  mayBreak: "Storage drivers need it; other programs see the node's new mounts with HostToContainer.",
  severity: "error",
  references: ["Kubernetes documentation: Volumes (mount propagation)", "CWE-668"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      for (const mount of container.view.get("volumeMounts")?.items() ?? []) {
        const propagation = mount.get("mountPropagation");
        if (propagation?.text() !== "Bidirectional") continue;
        const place = mount.get("mountPath")?.text();
        // Mounting volumes for other pods is what a storage driver is for.
        const expected = place !== undefined && /^\/var\/lib\/kubelet(?:\/|$)/.test(place);
        yield {
          span: propagation.span,
          message: `What ${container.name} mounts below ${place ?? "this volume"} appears on the node.`,
          ...(expected && { severity: "info" as const }),
          fixes: () => [
            {
              title: "Let mounts come from the node only",
              safety: "review",
              changes: [set(propagation.path, "HostToContainer")],
            },
          ],
        };
      }
    }
  },
});
