import { set } from "../../../edits/change.ts";
import { groupOf } from "../../../model/api-groups.ts";
import type { KubernetesObject } from "../../../model/kubernetes.ts";
import { nearest } from "../../../nearest.ts";
import type { Finding } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

/** Values of policies, labels and roles that are compared letter by letter. */
export function* objectFindings(object: KubernetesObject): Iterable<Finding> {
  const { kind, apiVersion } = object;
  if (kind === "NetworkPolicy" && apiVersion.startsWith("networking.k8s.io/")) yield* policyTypes(object);
  if (kind === "Namespace" && apiVersion === "v1") yield* levels(object);
  if (/^(?:Cluster)?Role$/.test(kind) && apiVersion.startsWith("rbac.authorization.k8s.io/")) yield* resources(object);
}

const written = (view: YamlView, value: string, message: string): Finding => ({
  span: view.span,
  message,
  fixes: () => [{ title: `Write ${value}`, safety: "review", changes: [set(view.path, value)] }],
});

function* policyTypes({ view, name }: KubernetesObject): Iterable<Finding> {
  for (const type of view.at("spec", "policyTypes")?.items() ?? []) {
    const text = type.string() ?? "";
    const right = ["Ingress", "Egress"].find((one) => one.toLowerCase() === text.toLowerCase());
    if (right && right !== text)
      yield written(type, right, `NetworkPolicy ${name} has no type ${text}: it is called ${right}.`);
  }
}

const podSecurityLevels = ["privileged", "baseline", "restricted"];

function* levels({ view, name }: KubernetesObject): Iterable<Finding> {
  for (const { key, value } of view.at("metadata", "labels")?.entries() ?? []) {
    const text = value.text() ?? "";
    if (!/^pod-security\.kubernetes\.io\/(?:enforce|audit|warn)$/.test(key) || /[{$]/.test(text)) continue;
    if (podSecurityLevels.includes(text)) continue;
    const message = `Namespace ${name}: there is no Pod Security level ${text}, so this label is as good as privileged.`;
    const right = nearest(text.toLowerCase(), podSecurityLevels, 3);
    yield right ? written(value, right, message) : { span: value.span, message };
  }
}

/** RBAC compares the plural in small letters. */
function* resources({ view, name }: KubernetesObject): Iterable<Finding> {
  for (const rule of view.get("rules")?.items() ?? []) {
    const resources = rule.get("resources")?.items() ?? [];
    const isAll = resources.some((resource) => resource.text() === "*");
    for (const resource of resources) {
      const text = resource.string() ?? "";
      // A star stands for all resources, alone or with one of their parts: `*/scale`.
      if (!isAll && /^[a-z.]+\/\*$/.test(text)) {
        yield { span: resource.span, message: `${name} grants nothing on ${text}: RBAC wants each part by its name.` };
        continue;
      }
      const right = pluralOf(text);
      const groups = (rule.get("apiGroups")?.items() ?? []).map((group) => group.text() ?? "");
      if (!right || !groups.some((group) => group === "*" || group === groupOf(right))) continue;
      yield written(resource, right, `${name} grants nothing on ${text}: the resource is called ${right}.`);
    }
  }
}

function pluralOf(word: string): string | undefined {
  if (!/^[A-Za-z]+$/.test(word) || groupOf(word) !== undefined) return undefined;
  const lower = word.toLowerCase();
  return [lower, `${lower}s`, `${lower}es`, lower.replace(/y$/, "ies")].find((one) => groupOf(one) !== undefined);
}
