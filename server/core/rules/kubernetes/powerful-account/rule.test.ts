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
