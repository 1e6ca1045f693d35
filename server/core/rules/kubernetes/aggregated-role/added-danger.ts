import { reading } from "../../../model/named-grants.ts";
import type { Right, Role } from "../../../model/role.ts";

/** What a role adds to a standard role that the standard role is careful not to grant; undefined where it is none. */
export function addedDanger(role: Role, target: string): string | undefined {
  const dangers = target === "view" ? [...forAll, ...forViewers] : /^(?:edit|admin)$/.test(target) ? forAll : [];
  for (const { what, right, except } of dangers) {
    if (except === target) continue;
    if (role.rules.some((rule) => rule.resourceNames.length === 0 && rule.grants(right))) return what;
  }
  return target === "view" && role.rules.some(({ verbs }) => verbs.some(({ text }) => !isReading(text)))
    ? "rights to change things"
    : undefined;
}

const isReading = (verb: string): boolean => (reading as readonly string[]).includes(verb) || verb === "head";

interface Danger {
  readonly what: string;
  readonly right: Right;
  readonly except?: string;
}

const rbac = ["rbac.authorization.k8s.io"];

const forAll: readonly Danger[] = [
  {
    what: "the right to give themselves any right",
    right: { groups: rbac, resources: ["roles", "clusterroles"], verbs: ["bind", "escalate"] },
  },
  {
    what: "the right to bind cluster roles",
    right: { groups: rbac, resources: ["clusterrolebindings"], verbs: ["create", "update", "patch"] },
  },
  {
    what: "the right to bind roles",
    right: { groups: rbac, resources: ["rolebindings"], verbs: ["create", "update", "patch"] },
    except: "admin",
  },
  {
    what: "the right to act as others",
    right: { groups: [""], resources: ["users", "groups"], verbs: ["impersonate"] },
  },
  { what: "the kubelet's interface", right: { groups: [""], resources: ["nodes/proxy"], verbs: ["get", "create"] } },
];

const forViewers: readonly Danger[] = [
  { what: "every secret", right: { groups: [""], resources: ["secrets"], verbs: reading } },
  {
    what: "a shell in every pod",
    right: { groups: [""], resources: ["pods/exec", "pods/attach"], verbs: ["get", "create"] },
  },
];
