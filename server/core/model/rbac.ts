import type { YamlView } from "../syntax/yaml-view.ts";
import type { KubernetesObject, ManifestDocument } from "./kubernetes.ts";
import { readPolicyRule } from "./policy-rule.ts";
import type { PolicyRule, Role, Token } from "./role.ts";

/** A RoleBinding or ClusterRoleBinding. */
export interface Binding {
  readonly object: KubernetesObject;
  readonly name: string;
  readonly clusterWide: boolean;
  /** `view` is the value of `roleRef.name`. */
  readonly roleRef: { readonly kind: string; readonly name: string; readonly view: YamlView } | undefined;
  readonly subjects: readonly Subject[];
  readonly builtin: boolean;
}

export interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly view: YamlView;
  readonly nameView: YamlView;
}

const knownRoles = new WeakMap<KubernetesObject, readonly Role[]>();
const knownBindings = new WeakMap<KubernetesObject, Binding>();

export function* rolesOf(manifest: ManifestDocument): Iterable<Role> {
  for (const object of manifest.objects) {
    const roles = knownRoles.get(object) ?? readRoles(object);
    knownRoles.set(object, roles);
    yield* roles;
  }
}

export function* bindingsOf(manifest: ManifestDocument): Iterable<Binding> {
  for (const object of manifest.objects) {
    const { kind } = object;
    if (!isRbac(object) || (kind !== "RoleBinding" && kind !== "ClusterRoleBinding")) continue;
    const binding = knownBindings.get(object) ?? readBinding(object);
    knownBindings.set(object, binding);
    yield binding;
  }
}

/** `v1` was OpenShift's own in its first releases. */
const isRbac = ({ apiVersion }: KubernetesObject): boolean =>
  /^(?:rbac\.authorization\.k8s\.io|authorization\.openshift\.io)\//.test(apiVersion) || apiVersion === "v1";

function readRoles(object: KubernetesObject): readonly Role[] {
  const { kind, view, name, namespace } = object;
  if (isRbac(object) && (kind === "Role" || kind === "ClusterRole")) {
    const clusterWide = kind === "ClusterRole";
    return [readRole(object, { name, namespace, clusterWide, rules: view.get("rules") })];
  }
  if (kind !== "ClusterServiceVersion" || !object.apiVersion.startsWith("operators.coreos.com/")) return [];
  return ["permissions", "clusterPermissions"].flatMap((list) =>
    (view.at("spec", "install", "spec", list)?.items() ?? []).map((item) =>
      readRole(object, {
        name: item.get("serviceAccountName")?.text() ?? name,
        namespace,
        clusterWide: list === "clusterPermissions",
        rules: item.get("rules"),
      }),
    ),
  );
}

function readRole(
  object: KubernetesObject,
  { rules, ...role }: Pick<Role, "name" | "namespace" | "clusterWide"> & { readonly rules: YamlView | undefined },
): Role {
  const written = object.view.get("aggregationRule");
  const aggregation = written?.isNull() ? undefined : written;
  const policyRules: PolicyRule[] = [];
  const read: Role = {
    object,
    ...role,
    rules: policyRules,
    aggregation,
    addsTo: addsTo(object),
    builtin: isBootstrap(object) || (role.clusterWide && /^(?:cluster-admin|admin|edit|view)$/.test(role.name)),
  };
  if (!aggregation) policyRules.push(...(rules?.items() ?? []).map((view) => readPolicyRule(read, view)));
  return read;
}

const aggregateTo = "rbac.authorization.k8s.io/aggregate-to-";

function addsTo({ view }: KubernetesObject): readonly Token[] {
  return (view.at("metadata", "labels")?.entries() ?? []).flatMap(({ key, value }) =>
    key.startsWith(aggregateTo) && value.text() === "true"
      ? [{ text: key.slice(aggregateTo.length), view: value }]
      : [],
  );
}

/** The API server labels what it writes itself at its start. Anybody can call a role `system:…`, and add-ons do. */
const isBootstrap = ({ view }: KubernetesObject): boolean =>
  view.at("metadata", "labels", "kubernetes.io/bootstrapping")?.text() === "rbac-defaults";

function readBinding(object: KubernetesObject): Binding {
  const roleRef = object.view.get("roleRef");
  const view = roleRef?.get("name");
  const role = view?.text();
  const subjects = (object.view.get("subjects")?.items() ?? []).flatMap((view): Subject[] => {
    const nameView = view.get("name");
    const name = nameView?.text();
    if (!nameView || !name) return [];
    return [{ kind: view.get("kind")?.text() ?? "", name, namespace: view.get("namespace")?.text(), view, nameView }];
  });
  return {
    object,
    name: object.name,
    clusterWide: object.kind === "ClusterRoleBinding",
    roleRef: view && role ? { kind: roleRef?.get("kind")?.text() ?? "", name: role, view } : undefined,
    subjects,
    builtin: isBootstrap(object) || isAdminsBinding(object.name, role, subjects),
  };
}

/** The binding of cluster-admin to system:masters is there from the start. */
const isAdminsBinding = (name: string, role: string | undefined, subjects: readonly Subject[]): boolean =>
  name === "cluster-admin" && role === "cluster-admin" && subjects.every(({ name }) => name === "system:masters");
