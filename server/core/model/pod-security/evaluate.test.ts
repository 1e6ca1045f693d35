import assert from "node:assert/strict";
import { test } from "node:test";
import { parseYaml } from "../../syntax/yaml.ts";
import { readManifest } from "../kubernetes-model.ts";
import { evaluatePodSecurity, levelOf } from "./evaluate.ts";

const pod = (spec: string, annotations = "{}"): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations: ${annotations}\nspec:\n${spec.replace(/^(?=.)/gm, "  ")}`;

/** Passes every check of every version. */
const restricted = `containers:
- name: app
  image: acme/app:1
  securityContext:
    allowPrivilegeEscalation: false
    capabilities: {drop: [ALL]}
securityContext:
  runAsNonRoot: true
  seccompProfile: {type: RuntimeDefault}
`;

const onlyPod = (text: string) => {
  const [one, ...others] = readManifest(parseYaml(text)).pods;
  assert.ok(one && others.length === 0);
  return one;
};

/** Each violation as `check: the text it underlines`. */
const violations = (text: string, version = "1.37"): readonly string[] =>
  evaluatePodSecurity(onlyPod(text), version).map(({ check, span }) => `${check}: ${text.slice(span.start, span.end)}`);

const level = (text: string, version = "1.37") => levelOf(evaluatePodSecurity(onlyPod(text), version));

test("the level is the strictest that admits the pod", () => {
  assert.equal(level(pod(restricted)), "restricted");
  assert.equal(level(pod("containers:\n- name: app\n  image: a\n")), "baseline");
  assert.equal(level(pod(`${restricted}hostNetwork: true\n`)), "privileged");
});

test("a version may be written with or without v, and latest is the newest", () => {
  const probed = pod(restricted.replace("image:", "livenessProbe: {httpGet: {host: a}}\n  image:"));
  for (const version of ["1.33", "v1.33"]) assert.equal(level(probed, version), "restricted");
  for (const version of ["1.34", "v1.34.2", "latest", "1.99"]) assert.equal(level(probed, version), "privileged");
});

test("what is absent is reported at the container's name", () => {
  assert.deepEqual(violations(pod("containers:\n- name: app\n  image: a\n")), [
    "capabilities_restricted: app",
    "allowPrivilegeEscalation: app",
    "runAsNonRoot: app",
    "seccompProfile_restricted: app",
  ]);
});

test("what is wrong is reported at its token", () => {
  const spec = `hostPID: true
volumes:
- name: run
  hostPath: {path: /run}
- name: share
  nfs: {server: a, path: /}
securityContext:
  sysctls: [{name: kernel.msgmax, value: "1"}]
  runAsUser: 0
containers:
- name: app
  image: a
  ports: [{containerPort: 80, hostPort: 8080}]
  securityContext:
    privileged: true
    procMount: Unmasked
    seccompProfile: {type: Unconfined}
    appArmorProfile: {type: Unconfined}
    seLinuxOptions: {type: spc_t, user: root}
    capabilities: {add: [SYS_ADMIN], drop: [NET_RAW]}
    allowPrivilegeEscalation: true
    runAsNonRoot: false
    windowsOptions: {hostProcess: true}
`;
  assert.deepEqual(violations(pod(spec, "{container.apparmor.security.beta.kubernetes.io/app: unconfined}")), [
    "hostNamespaces: true",
    "hostPathVolumes: /run",
    "hostPorts: 8080",
    "windowsHostProcess: true",
    "privileged: true",
    "capabilities_baseline: SYS_ADMIN",
    "appArmorProfile: Unconfined",
    "appArmorProfile: unconfined",
    "seLinuxOptions: spc_t",
    "seLinuxOptions: root",
    "procMount: Unmasked",
    "seccompProfile_baseline: Unconfined",
    "sysctls: kernel.msgmax",
    "capabilities_restricted: drop",
    "capabilities_restricted: SYS_ADMIN",
    "allowPrivilegeEscalation: true",
    "runAsNonRoot: false",
    "runAsUser: 0",
    "procMount_restricted: Unmasked",
    "seccompProfile_restricted: Unconfined",
    "restrictedVolumes: hostPath",
    "restrictedVolumes: nfs",
  ]);
});

test("a user namespace of its own relaxes user and /proc from 1.35 on, and nothing before", () => {
  const spec = restricted
    .replace("runAsNonRoot: true", "runAsUser: 0")
    .replace("capabilities:", "procMount: Unmasked\n    capabilities:");
  const own = pod(`${spec}hostUsers: false\n`);
  assert.deepEqual(violations(own, "1.35"), ["procMount_restricted: Unmasked"]);
  assert.equal(level(own, "1.35"), "baseline");
  assert.deepEqual(violations(own, "1.34"), ["procMount: Unmasked", "runAsNonRoot: app", "runAsUser: 0"]);
  assert.deepEqual(violations(pod(spec), "1.35"), [
    "procMount: Unmasked",
    "runAsNonRoot: app",
    "runAsUser: 0",
    "procMount_restricted: Unmasked",
  ]);
});

test("pods that name Windows need no Linux settings from 1.25 on", () => {
  const windows = pod(
    "os: {name: windows}\ncontainers:\n- name: app\n  image: a\nsecurityContext: {runAsNonRoot: true}\n",
  );
  assert.deepEqual(violations(windows, "1.25"), []);
  assert.deepEqual(violations(windows, "1.24"), [
    "capabilities_restricted: app",
    "allowPrivilegeEscalation: app",
    "seccompProfile_restricted: app",
  ]);
});

test("seccomp was an annotation until 1.18", () => {
  const annotated = pod(restricted, "{container.seccomp.security.alpha.kubernetes.io/app: unconfined}");
  assert.deepEqual(violations(annotated, "1.18"), ["seccompProfile_baseline: unconfined"]);
  assert.deepEqual(violations(annotated, "1.19"), []);
});

test("an SELinux type for container engines is allowed from 1.31 on", () => {
  const engine = pod(
    restricted.replace("runAsNonRoot:", "seLinuxOptions: {type: container_engine_t}\n  runAsNonRoot:"),
  );
  assert.deepEqual(violations(engine, "1.30"), ["seLinuxOptions: container_engine_t"]);
  assert.deepEqual(violations(engine, "1.31"), []);
});

test("a volume from an image is allowed, and a source that nobody knows is none", () => {
  const volumes = pod(`${restricted}volumes:\n- {name: a, image: {reference: a}}\n- {name: b, emptydir: {}}\n`);
  assert.deepEqual(violations(volumes), []);
});

test("every kind of container is judged", () => {
  const bare = "- name: bare\n  image: a\n";
  for (const list of ["initContainers", "ephemeralContainers"]) {
    assert.deepEqual(violations(pod(`${restricted}${list}:\n${bare}`)), [
      "capabilities_restricted: bare",
      "allowPrivilegeEscalation: bare",
    ]);
  }
});

test("null is the same as absent, and a volume without source is an emptyDir", () => {
  const spec = `${restricted}hostNetwork: null
volumes:
- name: a
- name: b
  hostPath: null
- name: c
  emptyDir: {}
`;
  assert.deepEqual(violations(pod(spec)), []);
  assert.deepEqual(violations(pod(restricted.replace("runAsNonRoot: true", "runAsNonRoot: null"))), [
    "runAsNonRoot: app",
  ]);
});
