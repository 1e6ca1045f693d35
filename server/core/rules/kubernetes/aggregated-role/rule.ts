import { remove } from "../../../edits/change.ts";
import { rolesOf } from "../../../model/rbac.ts";
import type { Role } from "../../../model/role.ts";
import { reviewFix } from "../../../model/role-fixes.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import { addedDanger } from "./added-danger.ts";

export default kubernetesRule({
  id: "aggregated-role",
  title: "A role widens a standard role",
  why: "view, edit and admin take in every ClusterRole with their label: all who hold one of them get these rights as well, and no binding says so.",
  mayBreak: "Holders of the standard role lose these rights: bind the role to those who need it.",
  severity: "warning",
  references: ["Kubernetes documentation: Using RBAC Authorization", "CWE-269"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const role of rolesOf(manifest)) {
      if (role.builtin) continue;
      yield* emptySelectors(role);
      for (const { text: target, view } of role.addsTo) {
        const what = addedDanger(role, target);
        if (!what) continue;
        yield {
          span: view.keySpan,
          message: `Everybody who holds ${target} gets ${what} as well.`,
          fixes: () => reviewFix(`Do not add it to ${target}`, [remove(view.path)]),
        };
      }
    }
  },
});

/** A selector without a condition selects everything. */
function* emptySelectors(role: Role): Iterable<Finding> {
  for (const selector of role.aggregation?.get("clusterRoleSelectors")?.items() ?? []) {
    const conditions = [selector.get("matchLabels"), selector.get("matchExpressions")];
    if (selector.kind !== "map" || conditions.some((one) => one && one.entries().length + one.items().length > 0))
      continue;
    yield {
      span: role.aggregation?.keySpan ?? role.object.nameSpan,
      message: `${role.name || "This role"} takes in every ClusterRole, cluster-admin included: a selector has no condition.`,
    };
  }
}
