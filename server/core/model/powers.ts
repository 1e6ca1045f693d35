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
    resources: ["users", "groups", "serviceaccounts"],
    verbs: ["impersonate"],
    what: "act as anybody",
    total: true,
  },
  {
    groups: core,
    resources: ["nodes/proxy"],
    verbs: ["get", "create"],
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
    resources: ["pods/exec", "pods/attach", "pods/ephemeralcontainers"],
    verbs: ["create", "get", "patch", "update"],
    what: "open a shell in any pod",
    total: false,
  },
  { groups: core, resources: ["pods"], verbs: ["create"], what: "start pods with any account", total: false },
  {
    groups: ["apps", "batch"],
    resources: ["deployments", "daemonsets", "statefulsets", "replicasets", "jobs", "cronjobs"],
    verbs: ["create", "update", "patch"],
    what: "start pods with any account",
    total: false,
  },
];

export interface FoundPower {
  readonly what: string;
  readonly total: boolean;
  readonly span: Span;
}

/** What a role lets an attacker do, each once, the gravest first. Rules that name their objects let them do little. */
export function powersOf(role: Role): readonly FoundPower[] {
  const rules = role.rules.filter(({ resourceNames }) => resourceNames.length === 0);
  const everything = rules.find(isEverything);
  const [star] = everything?.resources ?? [];
  if (star) return [{ what: "do everything", total: true, span: star.view.span }];
  const found = new Map<string, FoundPower>();
  for (const danger of dangers) {
    const grant = found.has(danger.what) ? undefined : firstOf(rules, danger);
    const token = grant?.resources[0] ?? grant?.verbs[0];
    if (token) found.set(danger.what, { what: danger.what, total: danger.total, span: token.view.span });
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
