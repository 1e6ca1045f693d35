import { addDocument, set } from "../../../edits/change.ts";
import { accountOf } from "../../../model/account-powers.ts";
import type { Pod } from "../../../model/kubernetes.ts";
import { type Fix, workspaceRule } from "../../../rule.ts";

export default workspaceRule({
  id: "default-service-account",
  title: "The pod uses the account that all pods share",
  why: "What the default account may do, every pod of the namespace may that names no other; and a right that is given to it for one is given to all.",
  mayBreak: "Rights that were bound to the default account have to be bound to the new one.",
  severity: "hint",
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
      if (name !== "default" || (!view && manifest.partial)) continue;
      const mount = pod.spec.get("automountServiceAccountToken");
      const { sure, maybe } = surroundings.beside("service-account", pod.object.namespace);
      const off = [...sure, ...maybe].some((one) => one.name === "default" && one.automounts === false);
      // Without its token the account can do nothing.
      if (mount?.boolean() === false || (off && mount?.boolean() !== true)) continue;
      yield {
        span: view?.span ?? pod.nameSpan,
        message: `${pod.object.name || "The pod"} uses the default account, which it shares with its whole namespace.`,
        absent: !view,
        fixes: () => ownAccount(pod),
      };
    }
  },
});

function ownAccount({ object, spec }: Pod): readonly Fix[] {
  const { name, namespace } = object;
  if (!/^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$/.test(name)) return [];
  const account = {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    automountServiceAccountToken: false,
  };
  const changes = [set([...spec.path, "serviceAccountName"], name), addDocument(account)];
  return [{ title: `Give it an account of its own: ${name}`, safety: "review", changes }];
}
