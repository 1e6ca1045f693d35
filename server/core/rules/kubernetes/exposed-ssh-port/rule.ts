import { remove } from "../../../edits/change.ts";
import { servicesOf } from "../../../model/services.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "exposed-ssh-port",
  title: "An SSH server runs in the pod",
  why: "It is a second way in, with keys and accounts that neither RBAC nor the audit log of the cluster knows of.",
  mayBreak: "Whoever logs in by SSH has to use kubectl exec, which the cluster checks and records.",
  severity: "warning",
  references: ["CIS Docker 5.7", "CWE-1188"],
  aliases: { kube_linter: ["ssh-port"], kubescape: ["C-0042"] },
  options: {},

  *check(manifest) {
    for (const { name, ports } of manifest.containers) {
      for (const { containerPort, view } of ports) {
        const port = view.get("containerPort");
        if (!port || containerPort !== 22 || (view.get("protocol")?.text() ?? "TCP") !== "TCP") continue;
        yield {
          span: port.span,
          message: `${name} has an SSH server: a way in that the cluster neither checks nor records.`,
          fixes: () => [{ title: "Remove the port", safety: "review", changes: [remove(view.path)] }],
        };
      }
    }
    for (const { object, spec } of servicesOf(manifest)) {
      for (const port of spec.get("ports")?.items() ?? []) {
        const found = [port.get("targetPort"), port.get("port")].find(
          (view) => view?.number() === 22 || view?.number() === 2222,
        );
        if (!found || (port.get("protocol")?.text() ?? "TCP") !== "TCP") continue;
        yield {
          span: found.span,
          message: `Service ${object.name} leads to an SSH server, which the cluster neither checks nor records.`,
          // Git servers have good reasons for it.
          severity: "info",
        };
      }
    }
  },
});
