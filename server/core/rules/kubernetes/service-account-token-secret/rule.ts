import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "service-account-token-secret",
  title: "A token of an account never ends",
  why: "A Secret of this type holds a token without an end: whoever reads it once, in a backup or a log, is that account until somebody deletes it.",
  mayBreak:
    "Whatever uses the token from outside of the cluster has to get one that ends, by `kubectl create token` or workload identity.",
  severity: "warning",
  references: ["Kubernetes documentation: Managing Service Accounts", "CWE-613"],
  aliases: { kyverno: ["other/deny-secret-service-account-token-type", "other/check-serviceaccount-secrets"] },
  options: {},

  *check(manifest) {
    for (const { kind, apiVersion, view, name } of manifest.objects) {
      if (apiVersion !== "v1") continue;
      const type = kind === "Secret" ? view.get("type") : undefined;
      if (type?.text() === "kubernetes.io/service-account-token") {
        yield { span: type.span, message: `Secret ${name} holds a token that never ends.` };
      }
      const list = kind === "ServiceAccount" ? view.get("secrets") : undefined;
      if (list && list.items().length > 0) {
        yield {
          span: list.keySpan,
          message: `ServiceAccount ${name} lists Secrets, as accounts with tokens that never end do.`,
          severity: "info",
        };
      }
    }
  },
});
