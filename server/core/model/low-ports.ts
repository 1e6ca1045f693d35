import { append, type Change } from "../edits/change.ts";
import type { Container, Pod } from "./kubernetes.ts";
import { minorOf } from "./pod-security/evaluate.ts";

/** From which port on anybody may listen. A pod with a network of its own may set it for itself. */
const portLimit = "net.ipv4.ip_unprivileged_port_start";

/** Ports on which not everybody may listen. */
export function lowPorts({ ports }: Container): Container["ports"] {
  return ports.filter(({ containerPort }) => containerPort !== undefined && containerPort > 0 && containerPort < 1024);
}

/** True where the pod says itself which ports are free to everybody. */
export function setsPortLimit({ securityContext }: Pod): boolean {
  return (securityContext?.get("sysctls")?.items() ?? []).some((one) => one.get("name")?.text() === portLimit);
}

/** Lets everybody in the pod listen on every port; undefined where its network is the node's, or nodes refuse the setting. */
export function freePorts({ spec }: Pod, kubernetesVersion: string): Change | undefined {
  if (minorOf(kubernetesVersion) < 22 || spec.get("hostNetwork")?.boolean() === true) return undefined;
  return append([...spec.path, "securityContext", "sysctls"], { name: portLimit, value: "0" });
}
