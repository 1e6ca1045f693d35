import { set } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { spareUid } from "../../../model/pod-account.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "low-uid",
  title: "The uid or gid may be an account of the node",
  why: "A process that escapes keeps its numbers: below 10000 they often belong to an account of the node, and its files are then the attacker's.",
  mayBreak: "The image's files may belong to the number that it was made for, and volumes to the old one.",
  // Images are made for a number of their own, and user namespaces solve this better.
  severity: "off",
  references: ["CIS Kubernetes 5.7.3", "CWE-250"],
  aliases: {
    trivy: ["KSV-0020", "KSV-0021"],
    checkov: ["CKV_K8S_40"],
    kics: ["02323c00-cdc3-4fdc-a310-4f2b3e7a1660"],
    kube_score: ["container-security-context-user-group-id"],
    kubesec: ["RunAsUser", "RunAsGroup"],
    cis_kubernetes: ["5.7.3 (v1.23 spec)"],
  },
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      if (container.pod.windowsHint || container.pod.ownUserNamespace) continue;
      for (const field of ["runAsUser", "runAsGroup"] as const) {
        const found = judge(container, field, manifest.partial);
        if (found) yield found;
      }
    }
  },
});

function judge(container: Container, field: "runAsUser" | "runAsGroup", partial: boolean): Finding | undefined {
  const { value, view } = container.effective(field);
  if (view ? value === undefined || value >= 10_000 : partial) return undefined;
  const fix = { title: `Set ${field} to ${spareUid}`, safety: "review" as const };
  const path = view?.path ?? [...container.path, "securityContext", field];
  return {
    span: view?.span ?? container.nameSpan,
    message: view
      ? `${field} ${value} of ${container.name} may be an account of the node: take one of 10000 or above.`
      : `${container.name} has no ${field}: its number may be an account of the node.`,
    absent: !view,
    fixes: () => [{ ...fix, changes: [set(path, spareUid)] }],
  };
}
