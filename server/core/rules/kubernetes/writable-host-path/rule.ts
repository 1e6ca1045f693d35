import { set } from "../../../edits/change.ts";
import { hostPathMounts } from "../../../model/host-path-mounts.ts";
import { isRuntimeSocket, nodePathDanger } from "../../../model/node-path.ts";
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
    for (const { container, mount, path, ignoresReadOnly } of hostPathMounts(manifest)) {
      // Nothing can be mounted below a read-only mount; that it shows on the node is a danger with a rule of its own.
      if (ignoresReadOnly || isRuntimeSocket(path) || mount.get("mountPropagation")?.text() === "Bidirectional")
        continue;
      const readOnly = mount.get("readOnly");
      const written = readOnly !== undefined && !readOnly.isNull();
      if (written ? readOnly.boolean() !== false : container.pod.object.partial) continue;
      const where = mount.get("mountPath") ?? mount.get("name");
      const danger = nodePathDanger(path);
      // A privileged container can mount it anew, and a directory of the program's own is there to be written to.
      const grave = danger !== undefined && container.effective("privileged").value !== true;
      yield {
        span: written ? readOnly.span : (where?.span ?? container.nameSpan),
        message: `${container.name} can write to ${path} of the node${danger ? `: ${danger}` : ""}.`,
        ...(!grave && { severity: "info" as const }),
        fixes: () => [
          { title: "Mount it read-only", safety: "review", changes: [set([...mount.path, "readOnly"], true)] },
        ],
      };
    }
  },
});
