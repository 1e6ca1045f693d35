import { volumesOf } from "../../../model/pod-volumes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "writable-subpath",
  title: "A part of a shared volume is mounted by its path",
  why: "The kubelet follows that path on the node as root. Who can write to the volume may put a link in its way: that has led out of containers more than once.",
  mayBreak: "Nothing is changed for you: a volume of its own, or a read-only mount, does without the path.",
  // Every release that is looked after has the fixes.
  severity: "off",
  references: ["CVE-2017-1002101", "CVE-2021-25741", "CWE-59"],
  aliases: { kubescape: ["C-0058"] },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      const volumes = volumesOf(container.pod);
      for (const mount of container.view.get("volumeMounts")?.items() ?? []) {
        const path = mount.get("subPath") ?? mount.get("subPathExpr");
        if (!path?.text() || mount.get("readOnly")?.boolean() === true) continue;
        const volume = volumes.get(mount.get("name")?.text());
        // The kubelet itself writes these, and mounts them read-only.
        if (["configMap", "secret", "projected", "downwardAPI"].some((kind) => volume?.get(kind))) continue;
        yield { span: path.span, message: `${container.name} mounts ${path.text()} of a volume that it can write to.` };
      }
    }
  },
});
