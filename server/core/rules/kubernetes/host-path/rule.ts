import { isRuntimeSocket, nodePathDanger } from "../../../model/node-path.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-path",
  title: "A directory of the node is mounted",
  why: "Files of the node are in the container's reach: keys, other pods' secrets, programs that root runs. Writing to one of them is a way out.",
  mayBreak: "Nothing is changed for you: what the program needs of the node has to come from a volume of another kind.",
  severity: "error",
  references: [
    "Pod Security Standards: baseline",
    "CIS Kubernetes 5.2.12",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-668",
  ],
  aliases: {
    trivy: ["KSV-0023", "KSV-0121"],
    kics: ["aa8f7a35-9923-4cad-bd61-a19b7f6aac91", "5308a7a8-06f8-45ac-bf10-791fe21de46e"],
    kube_linter: ["sensitive-host-mounts"],
    polaris: ["hostPathSet"],
    kubesec: ["ProcMount"],
    kubescape: ["C-0048", "C-0203", "C-0020"],
    kyverno: ["pod-security/disallow-host-path", "other/limit-hostpath-vols"],
    cis_kubernetes: ["5.2.12"],
    gatekeeper: ["pod-security-policy/host-filesystem", "pod-security-policy/volumes"],
  },
  podSecurity: { level: "baseline", check: "hostPathVolumes", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const pod of manifest.pods) {
      for (const volume of pod.spec.get("volumes")?.items() ?? []) {
        const hostPath = volume.get("hostPath");
        if (!hostPath || hostPath.isNull()) continue;
        const path = hostPath.get("path");
        const text = path?.text();
        if (text !== undefined && isRuntimeSocket(text)) continue;
        const danger = text === undefined ? undefined : nodePathDanger(text);
        yield {
          span: path?.span ?? hostPath.keySpan,
          message: danger
            ? `${text} of the node is mounted: ${danger}.`
            : `${text ? `${text} of the node` : "A path of the node"} is mounted into the pod.`,
          note: "A persistentVolumeClaim, an emptyDir, a configMap or a projected volume serves most needs; node agents that need the path should mount it read-only and run in a namespace of their own.",
        };
      }
    }
  },
});
