import type { Span } from "../text.ts";
import { writing } from "./named-grants.ts";
import {
  actAsAccounts,
  actAsPeople,
  approveForSigners,
  approveRequests,
  bindClusterRoles,
  bindRoles,
  changeAdmission,
  changeNamespaces,
  changeNodes,
  debugPods,
  escalateClusterRoles,
  makeTokens,
  openShell,
  redirectApi,
} from "./rights.ts";
import type { PolicyRule, Right, Role, Token } from "./role.ts";

/** What rights of RBAC let whoever has one of them do. */
interface Danger {
  readonly rights: readonly Right[];
  /** They let it only together with this one. */
  readonly with?: Right;
  /** Behind "can". */
  readonly what: string;
  /** It leads to every other right in reach. */
  readonly total: boolean;
}

const core = [""];
const readSecrets: Right = { groups: core, resources: ["secrets"], verbs: ["get", "list", "watch"] };
const kubelet: Right = {
  groups: core,
  resources: ["nodes/proxy"],
  verbs: ["get", "create"],
  clusterScoped: true,
};
/** The pods of a job that is there cannot be changed, and a pod that is there keeps its account. */
const startPods: readonly Right[] = [
  { groups: core, resources: ["pods"], verbs: ["create"] },
  { groups: core, resources: ["replicationcontrollers"], verbs: writing },
  {
    groups: ["apps", "extensions"],
    resources: ["deployments", "daemonsets", "statefulsets", "replicasets"],
    verbs: writing,
  },
  { groups: ["batch"], resources: ["cronjobs"], verbs: writing },
  { groups: ["batch"], resources: ["jobs"], verbs: ["create"] },
  { groups: ["apps.openshift.io"], resources: ["deploymentconfigs"], verbs: writing },
];

/** The gravest first. Sources: Kubernetes documentation, Role Based Access Control Good Practices. */
const dangers: readonly Danger[] = [
  { rights: [escalateClusterRoles, bindClusterRoles, bindRoles], what: "give itself any right", total: true },
  { rights: [actAsPeople], what: "act as anybody", total: true },
  { rights: [actAsAccounts], what: "act as any account", total: true },
  {
    rights: [approveRequests],
    with: approveForSigners,
    what: "have certificates made out in any name",
    total: true,
  },
  { rights: [kubelet], what: "run commands in every pod of every node", total: true },
  { rights: [makeTokens], what: "make tokens for any account", total: true },
  // With a privileged pod on each node this is more than all secrets, which pods can mount as well.
  { rights: startPods, what: "start pods with any account", total: true },
  { rights: [openShell, debugPods], what: "open a shell in any pod", total: true },
  { rights: [readSecrets], what: "read every secret", total: true },
  { rights: [changeAdmission], what: "change the admission control", total: false },
  { rights: [changeNamespaces], what: "lift the Pod Security level", total: false },
  { rights: [redirectApi], what: "send API requests elsewhere", total: false },
  { rights: [changeNodes], what: "change every node", total: false },
];

const everything = "do everything";

/** Orders powers by their `what`, the gravest first. */
export const gravity = (what: string): number =>
  what === everything ? -1 : dangers.findIndex((danger) => danger.what === what);

/** What `edit` lets do in each cluster, and with it `admin`. */
const ofEditors = [
  "act as any account",
  "make tokens for any account",
  "start pods with any account",
  "open a shell in any pod",
  "read every secret",
];

/** The roles for people that every cluster has. */
const standardRoles: ReadonlyMap<string, readonly string[]> = new Map([
  ["cluster-admin", [everything]],
  ["admin", ofEditors],
  ["edit", ofEditors],
]);

/** The powers of a role that comes with Kubernetes; undefined for any other. */
export const standardPowers = (role: { readonly kind: string; readonly name: string }) =>
  role.kind === "ClusterRole" ? standardRoles.get(role.name) : undefined;

export interface FoundPower {
  readonly what: string;
  readonly total: boolean;
  /** It is over what belongs to no namespace: a RoleBinding does not give it. */
  readonly clusterScoped: boolean;
  readonly span: Span;
}

/** What a role lets an attacker do, each once, the gravest first. Rules that name their objects let them do little. */
export function powersOf(role: Role): readonly FoundPower[] {
  const rules = role.rules.filter(({ resourceNames }) => resourceNames.length === 0);
  const [star] = rules.find(isEverything)?.resources ?? [];
  if (star) return [{ what: everything, total: true, clusterScoped: false, span: star.view.span }];
  const found = new Map<string, FoundPower>();
  for (const { rights, with: other, what, total } of dangers) {
    if (other && !firstOf(rules, other)) continue;
    const grants = rights.flatMap((right) => {
      const grant = right.clusterScoped && !role.clusterWide ? undefined : firstOf(rules, right);
      return grant ? [{ right, grant }] : [];
    });
    const [first] = grants;
    const token = first?.grant.resources[0] ?? first?.grant.verbs[0];
    const clusterScoped = grants.every(({ right }) => right.clusterScoped === true);
    if (token) found.set(what, { what, total, clusterScoped, span: token.view.span });
  }
  return [...found.values()];
}

/** The secrets that a role lets be read by their names, as written. */
export function namedSecretsOf(role: Role): readonly Token[] {
  return role.rules.filter((rule) => rule.grants(readSecrets)).flatMap(({ resourceNames }) => resourceNames);
}

function firstOf(rules: readonly PolicyRule[], right: Right) {
  for (const rule of rules) {
    const grant = rule.grants(right);
    if (grant) return grant;
  }
  return undefined;
}

const isEverything = ({ apiGroups, resources, verbs }: PolicyRule): boolean =>
  [apiGroups, resources, verbs].every((words) => words.some(({ text }) => text === "*"));
