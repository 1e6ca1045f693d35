import { append, type Change, set } from "../../../edits/change.ts";
import { type Direction, decidesOn, directions, isNetworkPolicy } from "../../../model/network-policy.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "idle-network-policy",
  title: "Rules of a NetworkPolicy do nothing",
  why: "`policyTypes` says which direction a policy decides on. Rules of the other direction are not read: whoever wrote them believes in a wall that is not there.",
  mayBreak: "What the rules do not let through is cut off for the first time.",
  severity: "error",
  references: ["Kubernetes documentation: Network Policies", "NSA/CISA Kubernetes Hardening Guide", "CWE-1188"],
  aliases: { polaris: ["missingNetworkPolicy"] },
  options: {},

  *check(manifest) {
    for (const object of manifest.whole.objects) {
      if (!isNetworkPolicy(object)) continue;
      const spec = object.view.get("spec");
      for (const direction of directions) {
        const rules = spec?.get(direction.field);
        if (!spec || rules?.kind !== "seq" || decidesOn(spec, direction.type)) continue;
        yield finding(object.name, spec, rules, direction);
      }
    }
  },
});

function finding(name: string, spec: YamlView, rules: YamlView, { type, field }: Direction): Finding {
  return {
    span: rules.keySpan,
    message: `The ${field} rules of NetworkPolicy ${name} do nothing: its policyTypes leave ${type} out.`,
    fixes: () => [{ title: `Let the policy decide on ${type} too`, safety: "review", changes: [addType(spec, type)] }],
  };
}

function addType(spec: YamlView, type: string): Change {
  const path = [...spec.path, "policyTypes"];
  const isThere = (spec.get("policyTypes")?.items().length ?? 0) > 0;
  return isThere ? append(path, type) : set(path, ["Ingress", type]);
}
