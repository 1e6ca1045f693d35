import type { Finding, Severity } from "../rule.ts";
import type { ManifestDocument } from "./kubernetes.ts";
import { rolesOf } from "./rbac.ts";
import type { Grant, PolicyRule, Right, Role, Token } from "./role.ts";

export const reading = ["get", "list", "watch"] as const;
export const writing = ["create", "update", "patch"] as const;
export const deleting = ["delete", "deletecollection"] as const;

/** What one rule of a role grants of a danger. */
export interface NamedGrant extends Grant {
  readonly role: Role;
  readonly rule: PolicyRule;
  /** The role, as the beginning of a sentence. */
  readonly who: string;
  /** `in the cluster`. */
  readonly where: string;
  /** `pods/exec and pods/attach`: the resources, as written. */
  readonly what: string;
  /** The resources belong to no namespace, so a Role grants nothing of them. */
  readonly idle: boolean;
}

/**
 * What roles grant of some rights where they name the resource, once per rule of a role. What comes from a bare `*` is
 * left to the rule that reports wildcards.
 */
export function* namedGrants(manifest: ManifestDocument, ...rights: readonly Right[]): Iterable<NamedGrant> {
  for (const role of rolesOf(manifest)) {
    if (role.builtin) continue;
    for (const rule of role.rules) {
      const asked = rights.flatMap((right) => {
        const grant = rule.grants(right);
        const resources = grant?.resources.filter(({ text }) => text !== "*") ?? [];
        return grant && resources.length > 0 ? [{ right, resources, verbs: grant.verbs }] : [];
      });
      if (asked.length === 0) continue;
      const resources = distinct(asked.flatMap(({ resources }) => resources));
      yield {
        role,
        rule,
        resources,
        verbs: distinct(asked.flatMap(({ verbs }) => verbs)),
        who: role.name || "This role",
        where: reach(role),
        what: enumeration(resources.map(({ text }) => text)),
        idle: !role.clusterWide && asked.every(({ right }) => right.clusterScoped === true),
      };
    }
  }
}

const distinct = (list: readonly Token[]): readonly Token[] => [...new Set(list)];

export const reach = ({ clusterWide, namespace }: Role): string => {
  if (clusterWide) return "in the cluster";
  return namespace ? `in ${namespace}` : "in its namespace";
};

/** `pods and jobs`, `pods and 3 more`: messages are short. */
export function enumeration(words: readonly string[]): string {
  const [first = "", second] = words;
  if (second === undefined) return first;
  return `${first} and ${words.length === 2 ? second : `${words.length - 1} more`}`;
}

/** The finding that a grant is, less severe where a Role reaches one namespace only, or names what it cannot grant. */
export function grantFinding(
  grant: NamedGrant,
  danger: {
    readonly message: string;
    readonly inNamespace?: Severity;
    /** The verb is the danger itself, where it is written. */
    readonly at?: "verb";
  },
): Omit<Finding, "fixes"> {
  const { role, resources, verbs, what, idle } = grant;
  const verb = danger.at && verbs.find(({ text }) => text !== "*");
  const span = (verb ?? resources[0])?.view.span ?? role.object.nameSpan;
  if (idle)
    return { span, message: `A Role grants nothing of ${what}: they belong to no namespace.`, severity: "hint" };
  const lower = role.clusterWide ? undefined : danger.inNamespace;
  return { span, message: danger.message, ...(lower && { severity: lower }) };
}
