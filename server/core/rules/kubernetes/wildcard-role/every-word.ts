import { set } from "../../../edits/change.ts";
import { groupOf, isOwnGroup } from "../../../model/api-groups.ts";
import { enumeration, reach } from "../../../model/named-grants.ts";
import { perRole } from "../../../model/per-role.ts";
import type { PolicyRule } from "../../../model/role.ts";
import { grantReading, nameVerbs, reviewFix } from "../../../model/role-fixes.ts";
import type { Finding, Fix } from "../../../rule.ts";

/** `*` among the verbs, on resources that are named. */
export function* everyVerb(rule: PolicyRule): Iterable<Finding> {
  const token = rule.verbs.find(({ text }) => text === "*");
  if (!token || rule.resources.length === 0) return;
  const own = rule.apiGroups.length > 0 && rule.apiGroups.every(({ text }) => isOwnGroup(text));
  const what = enumeration(rule.resources.map(({ text }) => text));
  yield {
    span: token.view.span,
    message: `${rule.role.name || "This role"} can do everything with ${what} ${reach(rule.role)}.`,
    severity: own ? "hint" : isFarReaching(rule) ? "warning" : "info",
    fixes: () => [...nameVerbs(rule), ...grantReading(rule)],
  };
}

const isFarReaching = ({ role, resources, resourceNames }: PolicyRule): boolean =>
  role.clusterWide &&
  resourceNames.length === 0 &&
  resources.some(({ text }) => sensitive.has(text.split("/", 1)[0] ?? ""));

/** Whoever has every verb on one of these has a way to the secrets, the nodes or the rights of others. */
const sensitive: ReadonlySet<string> = new Set([
  "certificatesigningrequests",
  "clusterrolebindings",
  "clusterroles",
  "cronjobs",
  "customresourcedefinitions",
  "daemonsets",
  "deployments",
  "groups",
  "jobs",
  "mutatingwebhookconfigurations",
  "namespaces",
  "nodes",
  "persistentvolumes",
  "pods",
  "replicasets",
  "replicationcontrollers",
  "rolebindings",
  "roles",
  "secrets",
  "serviceaccounts",
  "signers",
  "statefulsets",
  "users",
  "validatingwebhookconfigurations",
]);

/** `*` among the groups, on resources that are named. */
export function* everyGroup(rule: PolicyRule): Iterable<Finding> {
  const token = rule.apiGroups.find(({ text }) => text === "*");
  // A part that resources of many groups have, such as `*/scale`, is what the star is for.
  if (!token || rule.resources.length === 0 || rule.resources.every(({ text }) => text.includes("/"))) return;
  yield {
    span: token.view.span,
    message: `apiGroups * takes in every group that has ${enumeration(rule.resources.map(({ text }) => text))}, also those to come.`,
    severity: "info",
    fixes: () => nameGroups(rule),
  };
}

function nameGroups(rule: PolicyRule): readonly Fix[] {
  const groups = rule.resources.map(({ text }) => groupOf(text));
  const known = [...new Set(groups.filter((group) => group !== undefined))].sort();
  const changes = groups.includes(undefined) ? [] : [set([...rule.view.path, "apiGroups"], known)];
  return reviewFix(known.length === 1 ? "Name the API group" : "Name the API groups", changes);
}

/** `pods/*` looks like a wildcard, and is none. */
export function* noWildcard(rule: PolicyRule): Iterable<Finding> {
  for (const { text, view } of rule.resources) {
    if (!/^(?:[a-z]+|\*)\/\*$/.test(text)) continue;
    yield {
      span: view.span,
      message: `${text} grants nothing: RBAC knows no such wildcard, so name the parts that are needed.`,
      severity: "hint",
    };
  }
}

/** `*` among the URLs that are no resources; who has every resource has these beside it. */
export function* everyUrl(rule: PolicyRule): Iterable<Finding> {
  const token = rule.nonResourceUrls.find(({ text }) => text === "*");
  if (!token || hasEveryResource(rule.role)) return;
  yield {
    span: token.view.span,
    message: `${rule.role.name || "This role"} reaches every path of the API server, also its metrics, logs and profiles.`,
    severity: "info",
  };
}

const hasEveryResource = perRole(({ rules }) =>
  rules.some(({ resources }) => resources.some(({ text }) => text === "*")),
);
