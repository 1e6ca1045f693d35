import type { YamlView } from "../syntax/yaml-view.ts";
import type { Grant, PolicyRule, Right, Role, Token } from "./role.ts";

/** RBAC's own reading: `*` is everything, `*` before a slash stands for any resource, and nothing else is a pattern. */
export function readPolicyRule(role: Role, view: YamlView): PolicyRule {
  const apiGroups = tokens(view.get("apiGroups"));
  const resources = tokens(view.get("resources"));
  const verbs = tokens(view.get("verbs"));
  const resourceNames = tokens(view.get("resourceNames"));
  const nonResourceUrls = tokens(view.get("nonResourceURLs"));
  const rule = { role, view, apiGroups, resources, verbs, resourceNames, nonResourceUrls };
  return { ...rule, grants: (right) => grants(rule, right) };
}

function grants(rule: Omit<PolicyRule, "grants">, right: Right): Grant | undefined {
  if (!coversGroup(rule.apiGroups, right.groups)) return;
  const granting = rule.resources.filter((token) => coversResource(token, right.resources));
  if (granting.length === 0) return;
  const verbs = rule.verbs.filter(({ text }) => text === "*" || right.verbs.includes(text));
  if (verbs.length === 0) return;
  if (rule.resourceNames.length === 0) return { resources: granting, verbs };
  // A request that makes an object, or deletes many, carries no name: a list of names lets none of them through.
  const named = right.verbs.filter((verb) => !nameless.has(verb));
  const namedVerbs = verbs.filter(({ text }) => (text === "*" ? named.length > 0 : named.includes(text)));
  const usable = granting.filter(({ text }) => text.includes("/") || namedVerbs.length > 0);
  if (usable.length === 0) return;
  return { resources: usable, verbs: usable.some(({ text }) => text.includes("/")) ? verbs : namedVerbs };
}

const nameless: ReadonlySet<string> = new Set(["create", "deletecollection"]);

/** Without groups the API server refuses the rule; whoever writes it so means the core group. */
const coversGroup = (apiGroups: readonly Token[], asked: readonly string[]): boolean =>
  apiGroups.length === 0 ? asked.includes("") : apiGroups.some(({ text }) => text === "*" || asked.includes(text));

function coversResource({ text }: Token, asked: readonly string[]): boolean {
  if (text === "*" || asked.includes(text)) return true;
  return text.startsWith("*/") && asked.some((resource) => resource.endsWith(text.slice(1)));
}

/** The words of a list; whatever is no word is left out. */
function tokens(list: YamlView | undefined): readonly Token[] {
  return (list?.items() ?? []).flatMap((view) => {
    const text = view.text();
    return text === undefined ? [] : [{ text, view }];
  });
}
