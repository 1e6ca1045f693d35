import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../syntax/yaml.ts";
import { effectiveField } from "./effective-field.ts";
import type { Container } from "./kubernetes.ts";
import { readManifest } from "./kubernetes-model.ts";

const withContexts = (container: string, shared = "{}"): string => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  securityContext: ${shared}
  containers:
  - name: app
    image: acme/app:1
    securityContext: ${container}
`;

function onlyContainer(text: string): Container {
  const [container, ...others] = readManifest(parseYaml(text)).containers;
  assert.ok(container && others.length === 0);
  return container;
}

/** The effective value, who set it, and how it stands there. */
function effective(text: string, field: Parameters<typeof effectiveField>[1]) {
  const { value, from, view } = effectiveField(onlyContainer(text), field);
  return [value, from, view && text.slice(view.span.start, view.span.end)];
}

test("a container's value goes before the pod's, and that before the default", () => {
  assert.deepEqual(effective(withContexts("{runAsUser: 1}", "{runAsUser: 2}"), "runAsUser"), [1, "container", "1"]);
  assert.deepEqual(effective(withContexts("{}", "{runAsUser: 2}"), "runAsUser"), [2, "pod", "2"]);
  assert.deepEqual(effective(withContexts("{runAsUser: null}", "{runAsUser: 2}"), "runAsUser"), [2, "pod", "2"]);
  assert.deepEqual(effective(withContexts("{}"), "runAsUser"), [undefined, "default", undefined]);
  assert.deepEqual(effective(withContexts("{runAsNonRoot: false}", "{runAsNonRoot: true}"), "runAsNonRoot"), [
    false,
    "container",
    "false",
  ]);
  assert.deepEqual(effective(withContexts("{}"), "runAsNonRoot"), [false, "default", undefined]);
  const seccomp = "{seccompProfile: {type: RuntimeDefault}}";
  assert.deepEqual(effective(withContexts("{}", seccomp), "seccompType"), ["RuntimeDefault", "pod", "RuntimeDefault"]);
  assert.deepEqual(effective(withContexts("{runAsUser: $(UID)}", "{runAsUser: 2}"), "runAsUser"), [
    undefined,
    "container",
    "$(UID)",
  ]);
});

test("what only a container can set does not come from the pod", () => {
  const container = onlyContainer(
    withContexts("{}", "{privileged: true, readOnlyRootFilesystem: true, procMount: Unmasked}"),
  );
  assert.deepEqual(container.effective("privileged"), { value: false, from: "default", view: undefined });
  assert.deepEqual(container.effective("readOnlyRootFilesystem"), { value: false, from: "default", view: undefined });
  assert.deepEqual(container.effective("procMount"), { value: "Default", from: "default", view: undefined });
});

test("privileged containers and those with CAP_SYS_ADMIN can always escalate", () => {
  const escalation = (context: string) => effective(withContexts(context), "allowPrivilegeEscalation");
  assert.deepEqual(effective(withContexts("{}"), "allowPrivilegeEscalation"), [true, "default", undefined]);
  assert.deepEqual(escalation("{allowPrivilegeEscalation: false}"), [false, "container", "false"]);
  assert.deepEqual(escalation("{privileged: true}"), [true, "container", "true"]);
  assert.deepEqual(escalation("{allowPrivilegeEscalation: false, privileged: true}"), [true, "container", "false"]);
  assert.deepEqual(escalation("{capabilities: {add: [CAP_SYS_ADMIN]}}"), [true, "container", "CAP_SYS_ADMIN"]);
});
