import { append } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "privileged-port",
  title: "A port below 1024 needs a right that the container lacks",
  why: "Many runtimes let only root, or a process with NET_BIND_SERVICE, listen below 1024: the program may not start, and the quick way out is to run it as root again.",
  mayBreak: "NET_BIND_SERVICE is the one capability that Pod Security restricted lets a container keep.",
  severity: "hint",
  references: ["Kubernetes documentation: Configure a Security Context for a Pod or Container"],
  aliases: { trivy: ["KSV-0117"], kube_linter: ["privileged-ports"] },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      if (!isConfined(container)) continue;
      for (const { containerPort, view } of container.ports) {
        const port = view.get("containerPort");
        if (!port || containerPort === undefined || containerPort < 1 || containerPort >= 1024) continue;
        yield {
          span: port.span,
          message: `${container.name} may not be allowed to listen on ${containerPort} without NET_BIND_SERVICE.`,
          note: "A port from 1024 on needs no right at all; the Service's targetPort has to follow it.",
          fixes: () => [
            {
              title: "Keep NET_BIND_SERVICE",
              safety: "review",
              changes: [append([...container.path, "securityContext", "capabilities", "add"], "NET_BIND_SERVICE")],
            },
          ],
        };
      }
    }
  },
});

/** Without root and without the capability; a sysctl of the pod may lower the limit. */
function isConfined(container: Container): boolean {
  const { dropped, added, pod } = container;
  if (!dropped.some((name) => /^(?:ALL|(?:CAP_)?NET_BIND_SERVICE)$/i.test(name))) return false;
  if (added.some(({ name }) => /NET_BIND_SERVICE$/i.test(name)) || pod.windowsHint) return false;
  const sysctls = pod.securityContext?.get("sysctls")?.items() ?? [];
  return !sysctls.some((one) => one.get("name")?.text() === "net.ipv4.ip_unprivileged_port_start");
}
