import { isOwnGroup } from "../../../model/api-groups.ts";
import { enumeration, reach, reading } from "../../../model/named-grants.ts";
import type { PolicyRule } from "../../../model/role.ts";
import type { Finding, Severity } from "../../../rule.ts";

/** The finding of a `*` among the resources; undefined where nobody would mind it. */
export function everyResource(rule: PolicyRule): Finding | undefined {
  const token = rule.resources.find(({ text }) => text === "*");
  const some = rule.verbs.length === 0 || rule.resourceNames.length > 0;
  const judgement = token && !some ? judge(rule) : undefined;
  if (!token || !judgement) return;
  const { severity, can, so = "" } = judgement;
  const who = rule.role.name || "This role";
  return { span: token.view.span, message: `${who} can ${can} ${what(rule)} ${reach(rule.role)}${so}.`, severity };
}

interface Judgement {
  readonly severity: Severity;
  /** The middle of a sentence, and its end. */
  readonly can: string;
  readonly so?: string;
}

function judge(rule: PolicyRule): Judgement | undefined {
  const cluster = rule.role.clusterWide;
  const groups = rule.apiGroups.length > 0 ? rule.apiGroups.map(({ text }) => text) : [""];
  const verbs = rule.verbs.map(({ text }) => text);
  const own = groups.every(isOwnGroup);
  if (verbs.every(isReading)) return own ? undefined : judgeReading(rule);
  // Who brings an API of their own may do with it what they like; naming the resources is a matter of taste.
  if (own) return { severity: "hint", can: "change" };
  const all = verbs.includes("*") || writesAll(verbs);
  const can = all ? "do everything with" : enumeration(verbs);
  // Of these groups, everything includes secrets, shells and accounts, or the right to hand out rights.
  if (!groups.some((group) => ["*", "", "rbac.authorization.k8s.io"].includes(group))) {
    return { severity: cluster ? "warning" : "info", can };
  }
  return all && cluster ? { severity: "error", can, so: ", and so rules it" } : { severity: "warning", can };
}

function judgeReading(rule: PolicyRule): Judgement {
  const secrets = rule.grants({ groups: [""], resources: ["secrets"], verbs: reading });
  if (!secrets) return { severity: "hint", can: "read" };
  return { severity: rule.role.clusterWide ? "warning" : "info", can: "read", so: ", all secrets included" };
}

const isReading = (verb: string): boolean => (reading as readonly string[]).includes(verb);

const writesAll = (verbs: readonly string[]): boolean =>
  ["create", "delete"].every((verb) => verbs.includes(verb)) && verbs.some((verb) => /^(?:update|patch)$/.test(verb));

function what({ apiGroups }: PolicyRule): string {
  const groups = apiGroups.map(({ text }) => text || "core");
  return groups.includes("*") ? "every resource" : `every resource of ${enumeration(groups) || "core"}`;
}
