import { adminInterface } from "../../../model/admin-interfaces.ts";
import { exposuresOf } from "../../../model/pod-exposure.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "exposed-admin-interface",
  title: "An administrator's interface is open to the outside",
  why: "Such interfaces run code, read data or steer the cluster for whoever reaches them, often without a password: they are what scanners look for first.",
  mayBreak: "Nothing is changed for you: put the interface behind a login, a VPN or `kubectl port-forward`.",
  severity: "warning",
  references: ["MITRE ATT&CK: Exposed sensitive interfaces", "CWE-668"],
  aliases: { kubescape: ["C-0021"] },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const pod of manifest.whole.pods) {
      const found = adminInterface(pod);
      const [exposure] = found ? exposuresOf(pod, surroundings) : [];
      if (!found || !exposure) continue;
      const { by } = exposure;
      yield {
        span: found.container?.imageView?.span ?? pod.nameSpan,
        message: `${by.kind} ${by.name} opens ${found.name} to the world outside of the cluster.`,
        related: [{ at: by.at, message: `${by.kind} ${by.name} leads to it` }],
      };
    }
  },
});
