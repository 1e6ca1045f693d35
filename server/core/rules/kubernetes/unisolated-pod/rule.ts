import { addDocument } from "../../../edits/change.ts";
import { isolatingPolicy } from "../../../model/isolating-policy.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { readLabels, selects } from "../../../model/label-selector.ts";
import { builtinHolder } from "../../../model/pod-shapes.ts";
import { type Finding, workspaceRule } from "../../../rule.ts";
import type { NetworkPolicyObject } from "../../../workspace/objects.ts";
import type { Surroundings } from "../../../workspace/surroundings.ts";

export default workspaceRule({
  id: "unisolated-pod",
  title: "No NetworkPolicy selects the pod",
  why: "Others in its namespace are walled off, and this one is not: whoever gets into any pod of the cluster can talk to it, and from it to everything.",
  mayBreak:
    "Clients in other namespaces, ingress controllers and metrics scrapers lose the pod until the policy names them.",
  severity: "warning",
  references: ["CIS Kubernetes 5.3.2", "NSA/CISA Kubernetes Hardening Guide", "CWE-923"],
  aliases: {
    checkov: ["CKV2_K8S_6"],
    kics: ["0401f71b-9c1e-4821-ab15-a955caa621be"],
    kube_linter: ["non-isolated-pod"],
    polaris: ["missingNetworkPolicy"],
    kube_score: ["pod-networkpolicy"],
    kubescape: ["C-0030", "C-0260", "C-0206", "C-0049", "C-0054"],
    kyverno: ["other/require-network-policy"],
    cis_kubernetes: ["5.3.2"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const pod of manifest.whole.pods) {
      const finding = judge(pod, surroundings);
      if (finding) yield finding;
    }
  },
});

/** More policies in one namespace are no longer looked through for each pod. */
const mostPolicies = 500;

function judge(pod: Pod, surroundings: Surroundings): Finding | undefined {
  const { object, spec } = pod;
  // Operators add labels of their own to the pods of their resources, and a node's network has no policies.
  const written = builtinHolder(object) !== undefined || object.kind === "Rollout";
  const labels = written ? readLabels(pod.metadata?.get("labels")) : undefined;
  if (!labels || spec.get("hostNetwork")?.boolean() === true) return undefined;
  const { sure, maybe } = surroundings.beside("network-policy", object.namespace);
  const policies = sure.length + maybe.length > mostPolicies ? [] : sure;
  const isolates = ({ selector }: NetworkPolicyObject) => !selector || selects(selector, labels) !== false;
  const selecting = [...policies, ...maybe].filter(isolates);
  const missing = (["ingress", "egress"] as const).filter(
    (direction) => policies.some((one) => one[direction]) && !selecting.some((one) => one[direction]),
  );
  if (missing.length === 0) return undefined;
  const what = object.name || "the pod";
  const scope = missing.length === 2 ? "" : missing[0] === "ingress" ? " for what reaches it" : " for what it reaches";
  return {
    span: pod.nameSpan,
    message: `No NetworkPolicy selects ${what}${scope}, and other pods of its namespace have one.`,
    absent: true,
    ...((!missing.includes("ingress") || nobodyCalls(pod)) && { severity: "info" as const }),
    related: policies
      .filter((one) => missing.some((direction) => one[direction]))
      .slice(0, 3)
      .map(({ at, name }) => ({ at, message: `${name} selects other pods` })),
    fixes: () => {
      const policy = missing.includes("ingress") ? isolatingPolicy(pod) : undefined;
      return policy
        ? [{ title: "Add a NetworkPolicy for this pod", safety: "review", changes: [addDocument(policy)] }]
        : [];
    },
  };
}

/** A job runs to its end and serves nobody, unless it says so. */
const nobodyCalls = ({ object, containers }: Pod): boolean =>
  /^(?:Cron)?Job$/.test(object.kind) && containers.every(({ ports }) => ports.length === 0);
