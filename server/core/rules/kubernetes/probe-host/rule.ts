import { remove } from "../../../edits/change.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { isLoopback } from "../../../model/loopback-probes.ts";
import { failuresOf } from "../../../model/pod-security/evaluate.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "probe-host",
  title: "The kubelet is sent to another host",
  why: "The kubelet sends probes from the node: whoever writes the pod makes it ask addresses that only nodes reach, such as the cloud's metadata service.",
  mayBreak:
    "A program that listens on the pod's loopback alone has to listen on the pod's address, or be probed by a command.",
  severity: "error",
  references: ["Pod Security Standards: baseline", "CWE-918"],
  aliases: { gatekeeper: ["pod-security-policy/host-probes-lifecycle"] },
  podSecurity: { level: "baseline", check: "hostProbesAndHostLifecycle", since: "1.34" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    for (const { span, message, view, pod } of failuresOf(manifest, "hostProbesAndHostLifecycle", kubernetesVersion)) {
      yield {
        span,
        message,
        // It asks the node itself: mostly a mistake, and seldom an attack. In the node's network it asks the pod.
        ...(isLoopback(view?.text()) && { severity: isOnNode(pod) ? ("info" as const) : ("warning" as const) }),
        fixes: () => (view ? [{ title: "Probe the pod itself", safety: "review", changes: [remove(view.path)] }] : []),
      };
    }
  },
});

const isOnNode = ({ spec }: Pod): boolean => spec.get("hostNetwork")?.boolean() === true;
