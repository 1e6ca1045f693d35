import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-path-persistent-volume",
  title: "A PersistentVolume is a directory of the node",
  why: "Whoever claims it gets at files of the node, past the Pod Security level of the namespace, which lets claims through.",
  mayBreak: "Nothing is changed for you: a CSI driver, or a local volume on a disk of its own, has to take its place.",
  severity: "warning",
  references: ["Kubernetes documentation: Persistent Volumes (hostPath)", "CWE-668"],
  aliases: { kyverno: ["other/limit-hostpath-type-pv"] },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name } of manifest.objects) {
      const hostPath = kind === "PersistentVolume" && apiVersion === "v1" ? view.at("spec", "hostPath") : undefined;
      if (!hostPath || hostPath.isNull()) continue;
      const path = hostPath.get("path");
      yield {
        span: path?.span ?? hostPath.keySpan,
        message: `PersistentVolume ${name} is ${path?.text() ?? "a directory"} of whichever node the pod runs on.`,
      };
    }
  },
});
