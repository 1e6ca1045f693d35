import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "shared-kernel-sandbox",
  title: "A sandbox shares the node's kernel",
  why: "What runs in a sandbox is code that nobody has read. Without a runtime of its own it is one flaw of the kernel away from the node.",
  mayBreak:
    "Nothing is changed for you: the nodes need gVisor or Kata Containers, and programs that use rare system calls fail under gVisor.",
  severity: "warning",
  references: ["Kubernetes SIG Apps: Agent Sandbox", "Kubernetes documentation: Runtime Class", "CWE-653"],
  aliases: { kubescape: ["C-0297"] },
  options: {},

  *check(manifest) {
    for (const object of manifest.whole.objects) {
      if (object.kind !== "SandboxTemplate" || !/\bagents\.x-k8s\.io\//.test(object.apiVersion)) continue;
      const runtime = object.view.at("spec", "podTemplate", "spec", "runtimeClassName");
      const name = runtime?.text();
      if (name !== undefined && isolating.test(name)) continue;
      yield {
        span: runtime && name ? runtime.span : object.nameSpan,
        message: name
          ? `Sandboxes of ${object.name} run under ${name}, which is not known to keep the kernel apart.`
          : `Sandboxes of ${object.name} share the node's kernel: no runtimeClassName is set.`,
        absent: name === undefined,
      };
    }
  },
});

const isolating = /gvisor|runsc|kata|firecracker|confidential|hyperv|unikernel/i;
