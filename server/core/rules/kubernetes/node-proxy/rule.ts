import { append, type Change, remove, set } from "../../../edits/change.ts";
import { grantFinding, type NamedGrant, namedGrants } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { reviewFix } from "../../../model/role-fixes.ts";
import { type Fix, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "node-proxy",
  title: "A role reaches the kubelet through nodes/proxy",
  why: "The kubelet behind nodes/proxy runs commands in every pod of its node, past admission control and the audit log. A right to get is enough, since a web socket begins with a GET.",
  mayBreak: "What reads other paths of the kubelet than metrics and stats is refused there.",
  severity: "error",
  references: [
    "CIS Kubernetes 5.1.10",
    "Kubernetes documentation: Role Based Access Control Good Practices",
    "CWE-269",
  ],
  aliases: {
    trivy: ["KSV-0047"],
    checkov: ["CKV2_K8S_2"],
    kubescape: ["C-0279"],
    kyverno: ["other/restrict-clusterrole-nodesproxy"],
    cis_kubernetes: ["5.1.10"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, right)) {
      const { who, what } = grant;
      yield {
        ...grantFinding(grant, { message: `${who} can run commands in every pod through the kubelet (${what}).` }),
        fixes: () => narrower(grant),
      };
    }
  },
});

const right: Right = {
  groups: [""],
  resources: ["nodes/proxy"],
  verbs: ["get", "create", "update", "patch", "delete"],
  clusterScoped: true,
};

/** Whoever only reads is mostly after metrics. */
function narrower({ rule, resources, idle }: NamedGrant): readonly Fix[] {
  const [proxy] = resources;
  const reads = rule.verbs.every(({ text }) => ["get", "list", "watch"].includes(text));
  if (idle || !reads || resources.length !== 1 || proxy?.text !== "nodes/proxy") return [];
  const there = new Set(rule.resources.map(({ text }) => text));
  const [first, ...rest] = ["nodes/metrics", "nodes/stats"].filter((resource) => !there.has(resource));
  const changes: Change[] = [first ? set(proxy.view.path, first) : remove(proxy.view.path)];
  for (const resource of rest) changes.push(append([...rule.view.path, "resources"], resource));
  return reviewFix("Grant the kubelet's metrics only", changes);
}
