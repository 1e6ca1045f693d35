import assert from "node:assert/strict";
import test from "node:test";
import { pod, sample } from "../../../test/sample.ts";
import { capabilityName } from "../model/capabilities.ts";
import { describeCapability } from "./describe-capability.ts";
import { valueAt } from "./describe-value.ts";

function hovered(marked: string): string {
  const { analysis, offset } = sample(marked);
  const [part] = analysis.parts;
  return (part && valueAt(part, offset)?.markdown) ?? "";
}

test("a capability, as it is written", () => {
  const drop = (name: string) => pod(`    - name: a\n      securityContext: { capabilities: { drop: [${name}] } }\n`);
  assert.match(hovered(drop("NET_<|>RAW")), /^\*\*NET_RAW\*\* forges packets/);
  assert.match(hovered(drop("cap_sys<|>_admin")), /^\*\*SYS_ADMIN\*\* mounts/);
  assert.equal(hovered(drop("MA<|>GIC")), "");
  assert.match(hovered("services:\n  a:\n    image: b\n    cap_add: [SYS_<|>MODULE]\n"), /loads code into the kernel/);
});

test("every capability of Linux is described", () => {
  const all =
    "AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM";
  const names = all.split(" ");
  assert.equal(names.length, 41);
  for (const name of names) assert.match(describeCapability(capabilityName(name)) ?? "", /^\*\*\w+\*\* \S/);
});

test("the types of volumes, profiles, sysctls and mounts", () => {
  const volumes = (text: string) =>
    pod("    - name: a\n").replace("spec:\n", `spec:\n  volumes: [{ name: v, ${text} }]\n`);
  assert.match(hovered(volumes("host<|>Path: { path: / }")), /a usual way out/);
  assert.match(hovered(volumes("hostPath: { path: /, type: Sock<|>et }")), /a program of the node/);
  assert.match(hovered(volumes("n<|>fs: { server: a, path: / }")), /restricted forbids it/);
  const context = (text: string) => pod(`    - name: a\n      securityContext: { ${text} }\n`);
  assert.match(hovered(context("seccompProfile: { type: Uncon<|>fined }")), /every system call/);
  const mount = pod(
    "    - name: a\n      volumeMounts: [{ name: v, mountPath: /v, mountPropagation: Bidirec<|>tional }]\n",
  );
  assert.match(hovered(mount), /appears on the node/);
});

test("rights", () => {
  const role = (verbs: string, resources: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: a }\nrules:\n  - apiGroups: [""]\n    resources: [${resources}]\n    verbs: [${verbs}]\n`;
  assert.match(hovered(role("li<|>st", "secrets")), /the Secrets themselves/);
  assert.match(hovered(role("get", "nodes/pro<|>xy")), /the kubelet's own interface/);
  assert.match(hovered(role('"<|>*"', "pods")), /every verb/);
  assert.equal(hovered(role("get", "wid<|>gets")), "");
});

test("labels of a namespace, a Service's type and a policy's", () => {
  const namespace =
    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels:\n    pod-security.kubernetes.io/enforce: restricted\n";
  assert.match(hovered(namespace.replace("enforce", "enf<|>orce")), /are refused/);
  assert.match(hovered(namespace.replace("restricted", "restri<|>cted")), /least privilege/);
  assert.match(
    hovered("apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { type: Node<|>Port }\n"),
    /every node/,
  );
  const policy =
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { policyTypes: [Eg<|>ress] }\n";
  assert.match(hovered(policy), /DNS included/);
});
