import { set } from "../../../edits/change.ts";
import { hostPathMounts } from "../../../model/host-path-mounts.ts";
import { isRuntimeSocket } from "../../../model/node-path.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "writable-host-path",
  title: "The container can write to the node",
  why: "A file that the node runs or reads, written from inside of the container, is the shortest way out of it.",
  mayBreak:
    "Programs that write there, such as installers of node plug-ins and log collectors that keep positions, fail.",
  severity: "warning",
  references: ["NSA/CISA Kubernetes Hardening Guide", "CWE-732"],
  aliases: {
    kics: ["b7652612-de4e-4466-a0bf-1cd81f0c6063"],
    kube_linter: ["writable-host-mount"],
    kubescape: ["C-0045"],
    kyverno: ["other/ensure-readonly-hostpath"],
  },
  options: {},

  *check(manifest) {
    for (const { container, mount, path } of hostPathMounts(manifest)) {
      const readOnly = mount.get("readOnly");
      const written = readOnly !== undefined && !readOnly.isNull();
      const decided = written && readOnly.boolean() !== false;
      // A socket or a device is written to whatever the mount says.
      if (decided || isRuntimeSocket(path) || /\.sock$|^\/dev\/./.test(path)) continue;
      if (!written && manifest.partial) continue;
      const where = mount.get("mountPath") ?? mount.get("name");
      yield {
        span: written ? readOnly.span : (where?.span ?? container.nameSpan),
        message: `${container.name} can write to ${path} of the node.`,
        fixes: () => [
          { title: "Mount it read-only", safety: "review", changes: [set([...mount.path, "readOnly"], true)] },
        ],
      };
    }
  },
});
