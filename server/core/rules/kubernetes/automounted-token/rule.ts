import { set } from "../../../edits/change.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "automounted-token",
  title: "Every pod of an account gets its token",
  why: "Unless the account or the pod says otherwise, a token for the Kubernetes API lies in every container: whoever gets in talks to the API server as the account.",
  mayBreak:
    "Pods of the account that call the Kubernetes API have to ask for the token themselves (`automountServiceAccountToken: true`).",
  severity: "warning",
  references: ["CIS Kubernetes 5.1.5", "CIS Kubernetes 5.1.6", "CWE-522"],
  aliases: {
    checkov: ["CKV_K8S_41"],
    kubescape: ["C-0034", "C-0189"],
    kyverno: ["other/restrict-sa-automount-sa-token"],
    cis_kubernetes: ["5.1.5"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const { kind, apiVersion, view, name, namespace, nameSpan } of manifest.whole.objects) {
      if (kind !== "ServiceAccount" || apiVersion !== "v1") continue;
      const mount = view.get("automountServiceAccountToken");
      const written = mount !== undefined && !mount.isNull();
      if (written && mount.boolean() !== true) continue;
      // An account with rights is there for its token.
      const bound = surroundings.named("grant", name).some((grant) => grant.namespace === namespace);
      if (bound && name !== "default") continue;
      yield {
        span: written ? mount.span : nameSpan,
        message: `Every pod of account ${name} gets a token for the Kubernetes API.`,
        absent: !written,
        ...(name !== "default" && { severity: "info" as const }),
        fixes: () => [
          {
            title: "Mount no token by default",
            safety: "review",
            changes: [set([...view.path, "automountServiceAccountToken"], false)],
          },
        ],
      };
    }
  },
});
