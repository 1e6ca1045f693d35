/** Capabilities that Pod Security baseline lets a container add: the default set of container runtimes without NET_RAW. */
export const baselineCapabilities: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

/** Without the `CAP_` that some write, and in capitals. */
export const capabilityName = (written: string): string => written.toUpperCase().replace(/^CAP_/, "");

export const isBaselineCapability = (name: string): boolean => baselineCapabilities.has(capabilityName(name));

/** What an attacker makes of it, as the end of a sentence. */
export function capabilityDanger(name: string): string {
  return dangers[capabilityName(name)] ?? "more than a container gets by default";
}

const dangers: Readonly<Record<string, string>> = {
  ALL: "everything root can do on the node",
  SYS_ADMIN: "mounting file systems, and with that the way to the node",
  SYS_MODULE: "loading code into the node's kernel",
  SYS_PTRACE: "reading and steering other processes",
  SYS_RAWIO: "raw access to memory and devices",
  SYS_BOOT: "rebooting the node",
  SYS_TIME: "setting the node's clock",
  SYS_RESOURCE: "going past resource limits",
  DAC_READ_SEARCH: "reading any file of the node by handle",
  NET_ADMIN: "changing routes, firewalls and interfaces",
  NET_RAW: "forging packets, and with that ARP and DNS spoofing",
  BPF: "loading programs into the node's kernel",
  PERFMON: "tracing the node's kernel",
  SYSLOG: "reading kernel addresses",
  MAC_ADMIN: "changing the node's security policy",
  MAC_OVERRIDE: "going past the node's security policy",
};
