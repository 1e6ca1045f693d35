import type { Span } from "../text.ts";
import type { PolicyRule, Right, Role } from "./role.ts";

/** What a right of RBAC lets whoever has it do. */
interface Danger extends Right {
  /** Behind "can". */
  readonly what: string;
  /** It leads to every other right in reach. */
  readonly total: boolean;
}

const rbac = ["rbac.authorization.k8s.io"];
const core = [""];

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
  { groups: core, resources: ["secrets"], verbs: ["get", "list", "watch"], what: "read every secret", total: true },
  {
    groups: core,
    resources: ["pods/exec", "pods/attach"],
    verbs: ["create", "get"],
    what: "open a shell in any pod",
    total: false,
  },
  {
    groups: core,
    resources: ["pods/ephemeralcontainers"],
    verbs: ["patch", "update"],
    what: "open a shell in any pod",
    total: false,
  },
  { groups: core, resources: ["pods"], verbs: ["create"], what: "start pods with any account", total: false },
  {
    groups: core,
    resources: ["replicationcontrollers"],
    verbs: ["create", "update", "patch"],
    what: "start pods with any account",
    total: false,
  },
  {
    groups: ["apps", "batch"],
    resources: ["deployments", "daemonsets", "statefulsets", "replicasets", "jobs", "cronjobs"],
    verbs: ["create", "update", "patch"],
    what: "start pods with any account",
    total: false,
  },
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
  const everything = rules.find(isEverything);
  const [star] = everything?.resources ?? [];
  if (star) return [{ what: "do everything", total: true, clusterScoped: false, span: star.view.span }];
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

function firstOf(rules: readonly PolicyRule[], right: Right) {
  for (const rule of rules) {
    const grant = rule.grants(right);
    if (grant) return grant;
  }
  return undefined;
}

const isEverything = ({ apiGroups, resources, verbs }: PolicyRule): boolean =>
  [apiGroups, resources, verbs].every((words) => words.some(({ text }) => text === "*"));
