import type { Span } from "../text.ts";
import type { PolicyRule, Right, Role, Token } from "./role.ts";

/** What a right of RBAC lets whoever has it do. */
interface Danger extends Right {
  /** Behind "can". */
  readonly what: string;
  /** It leads to every other right in reach. */
  readonly total: boolean;
}

const rbac = ["rbac.authorization.k8s.io"];
const core = [""];
const readSecrets: Right = { groups: core, resources: ["secrets"], verbs: ["get", "list", "watch"] };

/** The gravest first. Sources: Kubernetes documentation, Role Based Access Control Good Practices. */
const dangers: readonly Danger[] = [
  {
    groups: rbac,
    resources: ["clusterroles", "roles"],
    verbs: ["escalate", "bind"],
    what: "give itself any right",
    total: true,
  },
  {
    groups: core,
    resources: ["users", "groups"],
    verbs: ["impersonate"],
    clusterScoped: true,
    what: "act as anybody",
    total: true,
  },
  { groups: core, resources: ["serviceaccounts"], verbs: ["impersonate"], what: "act as any account", total: true },
  {
    groups: core,
    resources: ["nodes/proxy"],
    verbs: ["get", "create"],
    clusterScoped: true,
    what: "run commands in every pod of every node",
    total: true,
  },
  {
    groups: core,
    resources: ["serviceaccounts/token"],
    verbs: ["create"],
    what: "make tokens for any account",
    total: true,
  },
  // With a privileged pod on each node this is more than all secrets, which pods can mount as well.
  { groups: core, resources: ["pods"], verbs: ["create"], what: "start pods with any account", total: true },
  {
    groups: core,
    resources: ["replicationcontrollers"],
    verbs: ["create", "update", "patch"],
    what: "start pods with any account",
    total: true,
  },
  {
    groups: ["apps", "batch"],
    resources: ["deployments", "daemonsets", "statefulsets", "replicasets", "cronjobs"],
    verbs: ["create", "update", "patch"],
    what: "start pods with any account",
    total: true,
  },
  // The pods of a job that is there cannot be changed.
  { groups: ["batch"], resources: ["jobs"], verbs: ["create"], what: "start pods with any account", total: true },
  {
    groups: core,
    resources: ["pods/exec", "pods/attach"],
    verbs: ["create", "get"],
    what: "open a shell in any pod",
    total: true,
  },
  {
    groups: core,
    resources: ["pods/ephemeralcontainers"],
    verbs: ["patch", "update"],
    what: "open a shell in any pod",
    total: true,
  },
  { ...readSecrets, what: "read every secret", total: true },
  {
    groups: core,
    resources: ["namespaces"],
    verbs: ["update", "patch"],
    what: "lift the Pod Security level",
    total: false,
  },
  {
    groups: ["apiregistration.k8s.io"],
    resources: ["apiservices"],
    verbs: ["create", "update", "patch"],
    clusterScoped: true,
    what: "send API requests elsewhere",
    total: false,
  },
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
  for (const danger of dangers) {
    const { what, total, clusterScoped = false } = danger;
    const isIdle = clusterScoped && !role.clusterWide;
    const grant = found.has(what) || isIdle ? undefined : firstOf(rules, danger);
    const token = grant?.resources[0] ?? grant?.verbs[0];
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
