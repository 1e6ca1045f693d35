import { deleting, grantFinding, namedGrants, writing } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "cluster-auth-config",
  title: "A role can change who may do what, in a config map",
  why: "The config map aws-auth in kube-system maps cloud identities to groups of the cluster: one line in it makes an administrator. The config map coredns decides what every name in the cluster resolves to.",
  mayBreak: "Nothing is changed for you: what manages nodes or DNS may need it, and nothing else does.",
  severity: "error",
  references: ["CWE-732"],
  aliases: {
    trivy: ["KSV-0115"],
    kubescape: ["C-0037"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, right)) {
      const { role, rule, who } = grant;
      if (!role.clusterWide && role.namespace !== undefined && !inReach.has(role.namespace)) continue;
      for (const { text, view } of rule.resourceNames) {
        const danger = dangers.get(text);
        if (!danger) continue;
        yield {
          ...grantFinding(grant, { message: `${who} can change the config map ${text}, ${danger}.` }),
          span: view.span,
          ...(text === "coredns" && { severity: "warning" as const }),
        };
      }
    }
  },
});

const right: Right = { groups: [""], resources: ["configmaps"], verbs: [...writing, ...deleting] };

/** A Role without a namespace gets one when it is applied; `default` is what stands there before anybody has thought. */
const inReach: ReadonlySet<string> = new Set(["kube-system", "default"]);

const dangers: ReadonlyMap<string, string> = new Map([
  ["aws-auth", "which says who is an administrator"],
  ["coredns", "which says what names resolve to"],
]);
