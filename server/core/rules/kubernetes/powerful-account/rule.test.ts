import assert from "node:assert/strict";
import { test } from "node:test";
import { Analyzer } from "../../../analyze.ts";
import { readConfig } from "../../../config.ts";
import { WorkspaceIndex } from "../../../workspace/workspace-index.ts";
import rule from "./rule.ts";

const rights = (resource: string, verb: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: web }
rules: [{ apiGroups: [""], resources: [${resource}], verbs: [${verb}] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: web }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: web }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`;

const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  serviceAccountName: web
  containers: [{ name: web, image: "acme/web:1" }]
`;

test("of a binding that stands in a folder for each cluster, the nearest counts", () => {
  const index = new WorkspaceIndex();
  index.complete = true;
  index.set("dev/rights.yaml", rights("pods/exec", "create"));
  index.set("prod/rights.yaml", rights("secrets", "list"));
  const { config } = readConfig([], [rule]);
  const said = (path: string) =>
    new Analyzer([rule])
      .analyze({ path, text: pod }, { config, today: undefined, workspace: index.around(path) })
      .problems.map(({ message }) => message);
  assert.deepEqual(said("dev/pod.yaml"), ["Account web of web can open a shell in any pod in the cluster."]);
  assert.deepEqual(said("prod/pod.yaml"), ["Account web of web can read every secret in the cluster."]);
});

test("a right that a rule of roles knows is a power of the account that has it", () => {
  const said = (rules: string) => {
    const index = new WorkspaceIndex();
    index.complete = true;
    index.set("rights.yaml", rights("x", "get").replace(/^rules: .*$/m, `rules: [${rules}]`));
    const { config } = readConfig([], [rule]);
    return new Analyzer([rule])
      .analyze({ path: "pod.yaml", text: pod }, { config, today: undefined, workspace: index.around("pod.yaml") })
      .problems.map(({ message }) => message);
  };
  const can = (group: string, resource: string, verb: string): string =>
    `{ apiGroups: ["${group}"], resources: [${resource}], verbs: [${verb}] }`;
  const admission = "admissionregistration.k8s.io";
  const certificates = "certificates.k8s.io";
  const approval = can(certificates, "certificatesigningrequests/approval", "update");
  const signers = can(certificates, "signers", "approve");
  const cases: readonly (readonly [string, string])[] = [
    [can(admission, "validatingadmissionpolicies", "patch"), "change the admission control"],
    [can(admission, "mutatingwebhookconfigurations", "delete"), "change the admission control"],
    [can("", "nodes", "patch"), "change every node"],
    [can("", "pods/ephemeralcontainers", "patch"), "open a shell in any pod"],
    [can("apps.openshift.io", "deploymentconfigs", "create"), "start pods with any account"],
    [`${approval}, ${signers}`, "have certificates made out in any name"],
  ];
  for (const [rules, what] of cases) assert.deepEqual(said(rules), [`Account web of web can ${what} in the cluster.`]);
  assert.deepEqual(said(approval), []);
  assert.deepEqual(said(`${approval}, ${signers.replace("}", ", resourceNames: [acme.example.com/x] }")}`), []);
});
