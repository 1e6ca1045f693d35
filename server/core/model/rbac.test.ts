import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import { readManifest } from "./kubernetes-model.ts";
import { bindingsOf, rolesOf } from "./rbac.ts";
import type { PolicyRule, Right } from "./role.ts";

const rbac = "apiVersion: rbac.authorization.k8s.io/v1\n";
const read = (text: string) => readManifest(parseYaml(text));
const roles = (text: string) => [...rolesOf(read(text))];
const bindings = (text: string) => [...bindingsOf(read(text))];

function onlyRule(rule: string): PolicyRule {
  const [role] = roles(`${rbac}kind: ClusterRole\nmetadata: {name: web}\nrules: [${rule}]\n`);
  const [only] = role?.rules ?? [];
  assert.ok(only);
  return only;
}

/** The words that grant it: resources, then verbs. */
function granted(rule: string, groups: string, resources: string, verbs: string): string | undefined {
  const right: Right = { groups: groups.split(","), resources: resources.split(","), verbs: verbs.split(",") };
  const grant = onlyRule(rule).grants(right);
  return grant && [grant.resources, grant.verbs].map((list) => list.map(({ text }) => text).join(",")).join(" ");
}

test("words grant what they name, and a star everything", () => {
  const rule = '{apiGroups: ["", apps], resources: [pods, pods/exec, secrets], verbs: [get, list]}';
  assert.equal(granted(rule, "", "secrets", "get,create"), "secrets get");
  assert.equal(granted(rule, "", "pods/exec,pods/attach,pods", "list"), "pods,pods/exec list");
  assert.equal(granted(rule, "batch", "secrets", "get"), undefined);
  assert.equal(granted(rule, "", "secrets", "create"), undefined);
  assert.equal(granted(rule, "", "Secrets", "get"), undefined);
  assert.equal(granted('{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}', "apps", "pods/exec", "create"), "* *");
});

test("a star before a slash stands for any resource, one behind it for nothing", () => {
  const any = '{apiGroups: [""], resources: ["*/exec"], verbs: [create]}';
  assert.equal(granted(any, "", "pods/exec", "create"), "*/exec create");
  assert.equal(granted(any, "", "exec", "create"), undefined);
  assert.equal(
    granted('{apiGroups: [""], resources: [pods/*, "*/*"], verbs: [create]}', "", "pods/exec,pods", "create"),
    undefined,
  );
});

test("without groups the core group is meant", () => {
  assert.equal(granted("{resources: [secrets], verbs: [get]}", "", "secrets", "get"), "secrets get");
  assert.equal(granted("{apiGroups: null, resources: [roles], verbs: [get]}", "rbac", "roles", "get"), undefined);
});

test("a list of names lets no request through that has none", () => {
  const rule = (verbs: string, resource = "secrets") =>
    `{apiGroups: [""], resources: [${resource}], verbs: [${verbs}], resourceNames: [one]}`;
  assert.equal(granted(rule("create, get"), "", "secrets", "create,get"), "secrets get");
  assert.equal(granted(rule("create"), "", "secrets", "create"), undefined);
  assert.equal(granted(rule('"*"'), "", "secrets", "create,deletecollection"), undefined);
  assert.equal(granted(rule('"*"'), "", "secrets", "create,get"), "secrets *");
  assert.equal(granted(rule("create", "pods/exec"), "", "pods/exec", "create"), "pods/exec create");
});

test("roles are found in lists, in any version, and in the bundles of operators", () => {
  const role = (kind: string, apiVersion: string) => `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a}}`;
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${role("Role", "rbac.authorization.k8s.io/v1beta1")}\n- ${role("ClusterRole", "authorization.openshift.io/v1")}\n- ${role("Role", "example.com/v1")}\n- ${role("Pod", "v1")}\n`;
  assert.deepEqual(
    roles(list).map(({ clusterWide }) => clusterWide),
    [false, true],
  );
  const bundle =
    "apiVersion: operators.coreos.com/v1alpha1\nkind: ClusterServiceVersion\nmetadata: {name: web.v1}\nspec: {install: {spec: {permissions: [{serviceAccountName: a, rules: [{}]}], clusterPermissions: [{serviceAccountName: b}]}}}\n";
  assert.deepEqual(
    roles(bundle).map(({ name, clusterWide, rules }) => [name, clusterWide, rules.length]),
    [
      ["a", false, 1],
      ["b", true, 0],
    ],
  );
});

test("a role that is put together from others has no rules of its own", () => {
  const [role] = roles(
    `${rbac}kind: ClusterRole\nmetadata: {name: web}\naggregationRule: {clusterRoleSelectors: []}\nrules: [{verbs: [get]}]\n`,
  );
  assert.deepEqual(role?.rules, []);
  assert.ok(role?.aggregation);
});

test("what comes with Kubernetes is known by its label, and not by a name that anybody can give", () => {
  const builtin = (kind: string, metadata: string) =>
    roles(`${rbac}kind: ${kind}\nmetadata: ${metadata}\n`)[0]?.builtin;
  assert.equal(builtin("ClusterRole", "{name: 'system:node'}"), false);
  assert.equal(builtin("ClusterRole", "{name: web, labels: {kubernetes.io/bootstrapping: rbac-defaults}}"), true);
  assert.equal(builtin("ClusterRole", "{name: web, labels: {kubernetes.io/bootstrapping: other}}"), false);
  assert.equal(builtin("ClusterRole", "{name: cluster-admin}"), true);
  assert.equal(builtin("Role", "{name: cluster-admin}"), false);
});

test("bindings name a role and subjects, and whatever is none is left out", () => {
  const [binding] = bindings(
    `${rbac}kind: RoleBinding\nmetadata: {name: web}\nroleRef: {kind: Role, name: web}\nsubjects: [{kind: User, name: jane}, {kind: User}, null, jane]\n`,
  );
  assert.deepEqual([binding?.roleRef?.kind, binding?.roleRef?.name, binding?.clusterWide], ["Role", "web", false]);
  assert.deepEqual(
    binding?.subjects.map(({ kind, name }) => [kind, name]),
    [["User", "jane"]],
  );
  const [broken] = bindings(
    `${rbac}kind: ClusterRoleBinding\nmetadata: {name: web}\nroleRef: web\nsubjects: {kind: User}\n`,
  );
  assert.deepEqual([broken?.roleRef, broken?.subjects, broken?.clusterWide], [undefined, [], true]);
});

test("an object is read once", () => {
  const manifest = read(`${rbac}kind: Role\nmetadata: {name: web}\nrules: [{}]\n`);
  assert.equal([...rolesOf(manifest)][0], [...rolesOf(manifest)][0]);
});
