import { failuresOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "inline-storage-volume",
  title: "A volume goes past the cluster's storage classes",
  why: "Whoever writes the pod names the server, the share and the secret himself: no storage class, quota or reclaim policy of the cluster has a say, and the drivers run on the node as root.",
  mayBreak: "Nothing is changed for you: a PersistentVolumeClaim, or an inline CSI volume, has to take its place.",
  severity: "warning",
  references: ["Pod Security Standards: restricted", "Kubernetes documentation: Volumes"],
  aliases: {
    trivy: ["KSV-0028"],
    kyverno: ["pod-security/restrict-volume-types"],
    gatekeeper: ["pod-security-policy/flexvolume-drivers", "pod-security-policy/volumes"],
  },
  podSecurity: { level: "restricted", check: "restrictedVolumes", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const { span, message, view, pod } of failuresOf(manifest, "restrictedVolumes", kubernetesVersion)) {
      const type = String(view?.path.at(-1) ?? "");
      // The rules for paths of the node say more of it.
      if (type === "hostPath") continue;
      const note =
        notes[type] ?? "A PersistentVolumeClaim serves the same files through a storage class of the cluster.";
      yield {
        span,
        message:
          type === "gitRepo"
            ? `${pod.object.name || "The pod"} lets the node run git as root on a repository of its choice.`
            : message,
        note,
      };
    }
  },
});

const notes: Readonly<Record<string, string>> = {
  gitRepo:
    "Since Kubernetes 1.33 the kubelet refuses it (CVE-2024-10220). An init container that clones into an emptyDir does the same without root.",
  azureFile: "The CSI driver file.csi.azure.com has taken its place; inline, or through a PersistentVolumeClaim.",
  azureDisk: "The CSI driver disk.csi.azure.com has taken its place, through a PersistentVolumeClaim.",
  flexVolume: "FlexVolume drivers are programs on the node that run as root; CSI drivers have taken their place.",
};
