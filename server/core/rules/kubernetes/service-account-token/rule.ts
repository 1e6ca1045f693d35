import { set } from "../../../edits/change.ts";
import { accountOf, mountsToken } from "../../../model/account-token.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { ownAccount } from "../../../model/own-account.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "service-account-token",
  title: "The pod gets a token for the Kubernetes API",
  why: "Whoever reads a file in the container can talk to the API server as the pod's account, with every right that it is ever granted.",
  mayBreak:
    "Programs that call the Kubernetes API need the token: give those an account of their own, with the few rights that they need.",
  severity: "warning",
  references: ["CIS Kubernetes 5.1.6", "NSA/CISA Kubernetes Hardening Guide", "CWE-522"],
  aliases: {
    trivy: ["KSV-0036"],
    checkov: ["CKV_K8S_38"],
    kics: ["48471392-d4d0-47c0-b135-cdec95eb3eef"],
    polaris: ["automountServiceAccountToken"],
    kubesec: ["AutomountServiceAccountToken"],
    kubescape: ["C-0034", "C-0190", "C-0261"],
    kyverno: ["other/restrict-automount-sa-token"],
    cis_kubernetes: ["5.1.6"],
    gatekeeper: ["general/automount-serviceaccount-token"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const pod of manifest.pods) {
      if (reportsByToken(pod)) continue;
      const automount = pod.spec.get("automountServiceAccountToken");
      const written = automount !== undefined && !automount.isNull();
      if (written ? automount.boolean() !== true : pod.object.partial) continue;
      const { name: account } = accountOf(pod);
      const own = account !== "default";
      // An account of its own, and a token asked for: somebody has thought of it.
      if (own && written) continue;
      if (!mountsToken(pod, surroundings)) continue;
      const title = pod.object.name || "The pod";
      yield {
        span: written ? automount.span : pod.nameSpan,
        message: own
          ? `${title} gets a token of ${account}; if it never calls the Kubernetes API, turn that off.`
          : `${title} gets the default account's token for the Kubernetes API; nothing says that it needs one.`,
        absent: !written,
        ...(own && { severity: "hint" as const }),
        fixes: () => [
          {
            title: "Mount no token",
            safety: "review",
            changes: [set([...pod.spec.path, "automountServiceAccountToken"], false)],
          },
          ...(own || written ? [] : ownAccount(pod)),
        ],
      };
    }
  },
});

/** The executor of an Argo workflow tells by the token what a step has come to. */
const reportsByToken = ({ object: { kind, apiVersion } }: Pod): boolean =>
  apiVersion.startsWith("argoproj.io/") && /Workflow/.test(kind);
