import { set } from "../../../edits/change.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "undeclared-windows",
  title: "A pod for Windows does not say so",
  why: "A node selector is for the scheduler: Pod Security and the API server judge a pod without `os.name` as one for Linux. A restricted namespace refuses it, and settings that Windows cannot keep are taken without a word.",
  mayBreak: "From then on the API server refuses settings of Linux in the pod.",
  severity: "info",
  references: ["Kubernetes documentation: Pod Security Standards", "Kubernetes API reference: PodOS"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const pod of manifest.whole.pods) {
      if (!pod.windowsHint || pod.windows || pod.spec.get("os") !== undefined) continue;
      yield {
        span: pod.nameSpan,
        message: `${pod.object.name || "The pod"} selects nodes of Windows without os.name, and is judged as a pod for Linux.`,
        absent: true,
        fixes: () =>
          hasLinuxSettings(pod)
            ? []
            : [
                {
                  title: "Say that the pod is for Windows",
                  safety: "review",
                  changes: [set([...pod.spec.path, "os", "name"], "windows")],
                },
              ],
      };
    }
  },
});

/** What the API server refuses beside `os.name: windows` (Kubernetes API reference: PodSpec, `os`). */
function hasLinuxSettings({ spec, securityContext, containers }: Pod): boolean {
  const contexts = [securityContext, ...containers.map((container) => container.securityContext)];
  return (
    ["hostPID", "hostIPC", "hostUsers", "shareProcessNamespace", "resources"].some((key) => spec.get(key)) ||
    contexts.some((context) => context?.entries().some(({ key }) => !knownToWindows.has(key)))
  );
}

const knownToWindows: ReadonlySet<string> = new Set(["windowsOptions", "runAsNonRoot"]);
