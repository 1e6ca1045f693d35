import { type Change, remove } from "../../../edits/change.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { isRuntimeSocket } from "../../../model/node-path.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "docker-socket",
  title: "The container runtime's socket is mounted",
  why: "Whoever can talk to the runtime starts a privileged container on the node and is root there, whatever else this pod is denied.",
  mayBreak:
    "Programs that start or watch containers through the socket stop working; builds can use BuildKit rootless or Kaniko.",
  severity: "error",
  references: ["CIS Docker 5.32", "Pod Security Standards: baseline", "NSA/CISA Kubernetes Hardening Guide", "CWE-250"],
  aliases: {
    trivy: ["KSV-0006"],
    checkov: ["CKV_K8S_27"],
    kics: ["a6f34658-fdfb-4154-9536-56d516f65828"],
    kube_linter: ["docker-sock"],
    kubesec: ["DockerSock"],
    kubescape: ["C-0074"],
    kyverno: ["best-practices/disallow-container-sock-mounts", "other/docker-socket-check"],
  },
  podSecurity: { level: "baseline", check: "hostPathVolumes", since: "1.0" },
  options: {},

  *check(manifest) {
    for (const pod of manifest.pods) {
      for (const volume of pod.spec.get("volumes")?.items() ?? []) {
        const path = volume.at("hostPath", "path");
        const text = path?.text();
        if (!path || text === undefined || !isRuntimeSocket(text)) continue;
        const name = volume.get("name")?.text();
        yield {
          span: path.span,
          message: `${text} is mounted: it starts containers as root on the node.`,
          fixes: () => [
            {
              title: "Remove the socket and its mounts",
              safety: "review",
              changes: [remove(volume.path), ...(name === undefined ? [] : mountsOf(pod, name))],
            },
          ],
        };
      }
    }
  },
});

function mountsOf(pod: Pod, name: string): Change[] {
  return pod.containers.flatMap((container) =>
    (container.view.get("volumeMounts")?.items() ?? [])
      .filter((mount) => mount.get("name")?.text() === name)
      .map((mount) => remove(mount.path)),
  );
}
