import { accountOf, mountsToken } from "../../../model/account-token.ts";
import { ownAccount } from "../../../model/own-account.ts";
import { workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "default-service-account",
  title: "The pod uses the account that all pods share",
  why: "What the default account may do, every pod of the namespace may that names no other; and a right that is given to it for one is given to all.",
  mayBreak: "Rights that were bound to the default account have to be bound to the new one.",
  // What the default account's token opens is said already, and an account without rights changes nothing else.
  severity: "off",
  references: ["CIS Kubernetes 5.1.5", "CWE-250"],
  aliases: {
    kube_linter: ["default-service-account"],
    kics: ["591ade62-d6b0-4580-b1ae-209f80ba1cd9"],
    kubesec: ["ServiceAccountName"],
  },
  options: {},

  *check(manifest, _options, { surroundings }) {
    for (const pod of manifest.pods) {
      const { name, view } = accountOf(pod);
      if (name !== "default" || (!view && pod.object.partial)) continue;
      // Without its token the account can do nothing.
      if (!mountsToken(pod, surroundings)) continue;
      yield {
        span: view?.span ?? pod.nameSpan,
        message: `${pod.object.name || "The pod"} uses the default account, which it shares with its whole namespace.`,
        absent: !view,
        fixes: () => ownAccount(pod),
      };
    }
  },
});
