import { set } from "../../../edits/change.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { isEverywhere } from "../../../model/services.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "unrestricted-sandbox",
  title: "A sandbox may connect to anything",
  why: "What runs in a sandbox is code that nobody has read. With the network open it sends data away, fetches tools and reaches the cluster's own services.",
  mayBreak: "What the sandboxed program downloads has to be named.",
  severity: "warning",
  references: ["Kubernetes SIG Apps: Agent Sandbox", "CWE-923"],
  aliases: { kubescape: ["C-0301"] },
  options: {},

  *check(manifest) {
    for (const object of manifest.whole.objects) {
      if (object.kind !== "SandboxTemplate" || !/\bagents\.x-k8s\.io\//.test(object.apiVersion)) continue;
      const finding = judge(object, object.view.get("spec"));
      if (finding) yield finding;
    }
  },
});

function judge({ name, nameSpan }: KubernetesObject, spec: YamlView | undefined): Finding | undefined {
  if (spec?.kind !== "map") return undefined;
  const management = spec.get("networkPolicyManagement");
  const policy = spec.get("networkPolicy");
  if (management && management.text() !== "Managed") {
    return { span: management.span, message: `Nothing manages what sandboxes of ${name} may connect to.` };
  }
  if (policy?.kind !== "map") {
    return {
      span: policy?.keySpan ?? nameSpan,
      message: `${name} says nothing of what its sandboxes may connect to.`,
      absent: policy === undefined,
      fixes: () => [
        {
          title: "Let sandboxes connect to nothing",
          safety: "review",
          changes: [
            set([...spec.path, "networkPolicyManagement"], "Managed"),
            set([...spec.path, "networkPolicy"], { egress: [] }),
          ],
        },
      ],
    };
  }
  const open = policy.get("egress")?.items().find(isOpen);
  return (
    open && {
      span: policy.get("egress")?.keySpan ?? open.span,
      message: `Sandboxes of ${name} may connect to anything.`,
    }
  );
}

/** Without peers, or with one that says nothing, everything is meant. */
function isOpen(rule: YamlView): boolean {
  const peers = rule.get("to")?.items() ?? [];
  return peers.length === 0 || peers.some(saysNothing);
}

/** All addresses are nobody in particular, whatever is left out of them. */
function saysNothing(peer: YamlView): boolean {
  return isEverywhere(peer.at("ipBlock", "cidr")?.text() ?? "") || peer.entries().every(({ value }) => value.isNull());
}
