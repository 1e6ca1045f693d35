import { remove } from "../../../edits/change.ts";
import { failuresOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "host-process",
  title: "The container runs as a process of the node",
  why: "A HostProcess container of Windows is no container: it runs on the node with the account that it names, and sees all of its files and processes.",
  mayBreak: "Node agents for Windows, which install drivers or read the node's logs, need it.",
  severity: "error",
  references: ["Pod Security Standards: baseline", "CIS Kubernetes 5.2.11", "CWE-250"],
  aliases: {
    trivy: ["KSV-0103"],
    polaris: ["hostProcess"],
    kubescape: ["C-0202"],
    kyverno: ["pod-security/disallow-host-process"],
    cis_kubernetes: ["5.2.11"],
    gatekeeper: ["pod-security-policy/host-process"],
  },
  podSecurity: { level: "baseline", check: "windowsHostProcess", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const { span, message, view } of failuresOf(manifest, "windowsHostProcess", kubernetesVersion)) {
      yield {
        span,
        message,
        fixes: () => (view ? [{ title: "Run in a container", safety: "review", changes: [remove(view.path)] }] : []),
      };
    }
  },
});
