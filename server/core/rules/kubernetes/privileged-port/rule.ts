import { append } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { freePorts, lowPorts, setsPortLimit } from "../../../model/low-ports.ts";
import { type Fix, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "privileged-port",
  title: "A port below 1024 needs a right that the container lacks",
  why: "Many runtimes let only root with NET_BIND_SERVICE listen below 1024, and Kubernetes adds capabilities for root alone: the program may not start, and the quick way out is to run it as root again.",
  mayBreak:
    "A node refuses the pod where its kubelet is older than Kubernetes 1.22. NET_BIND_SERVICE helps root, and no other account.",
  severity: "hint",
  references: [
    "Kubernetes documentation: Configure a Security Context for a Pod or Container",
    "Kubernetes documentation: Using sysctls",
  ],
  aliases: { trivy: ["KSV-0117"], kube_linter: ["privileged-ports"] },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const container of manifest.containers) {
      const { name, pod, facts } = container;
      if (!isConfined(container)) continue;
      const other = facts?.nonRootAlternative === undefined ? "" : ` ${facts.nonRootAlternative} does without.`;
      for (const { containerPort, view } of lowPorts(container)) {
        const port = view.get("containerPort");
        if (!port) continue;
        yield {
          span: port.span,
          message: isOther(container)
            ? `${name} may not be allowed to listen on ${containerPort}: it is not root, and the pod sets no lower limit.`
            : `${name} may not be allowed to listen on ${containerPort} without NET_BIND_SERVICE.`,
          note: `Docker from 20.10 on and containerd from 2.0 on let everybody in a pod listen on every port; older ones and CRI-O do not. A port from 1024 on needs no right at all; the Service's targetPort has to follow it.${other}`,
          fixes: () => [
            ...lowerLimit(pod, kubernetesVersion),
            ...(isOther(container) ? [] : [keepCapability(container)]),
          ],
        };
      }
    }
  },
});

function lowerLimit(pod: Container["pod"], kubernetesVersion: string): readonly Fix[] {
  const change = freePorts(pod, kubernetesVersion);
  return change ? [{ title: "Let the pod listen on every port", safety: "review", changes: [change] }] : [];
}

const keepCapability = ({ path }: Container): Fix => ({
  title: "Keep NET_BIND_SERVICE",
  safety: "review",
  changes: [append([...path, "securityContext", "capabilities", "add"], "NET_BIND_SERVICE")],
});

/** Whoever drops capabilities, and neither keeps the one in a way that counts nor lowers the limit. */
function isConfined(container: Container): boolean {
  const { dropped, added, pod } = container;
  if (!dropped.some((name) => /^(?:ALL|(?:CAP_)?NET_BIND_SERVICE)$/i.test(name))) return false;
  if (pod.windowsHint || setsPortLimit(pod)) return false;
  if (!added.some(({ name }) => /NET_BIND_SERVICE$/i.test(name))) return true;
  // Another account gets it from the program's file alone, and then only where rights may grow.
  return isOther(container) && container.effective("allowPrivilegeEscalation").value === false;
}

/** True where the container is known not to run as root. */
function isOther(container: Container): boolean {
  const user = container.effective("runAsUser");
  if (user.view) return user.value !== undefined && user.value !== 0;
  return container.effective("runAsNonRoot").value === true || container.facts?.runsAsRoot === false;
}
