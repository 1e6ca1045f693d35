/** What each capability of Linux lets a process do, and what an attacker makes of it. Source: capabilities(7). */
const capabilities: Readonly<Record<string, string>> = {
  ALL: "every capability. Added, whoever gets in is root on the node but in name; dropped, a process has none of root's powers.",
  AUDIT_CONTROL: "changes the kernel's audit rules. An attacker switches off the log that would tell of him.",
  AUDIT_READ: "reads the kernel's audit log, with what other processes of the node do.",
  AUDIT_WRITE: "writes to the kernel's audit log. An attacker fills it with lies.",
  BLOCK_SUSPEND: "keeps the machine from going to sleep.",
  BPF: "loads programs into the kernel. With a flaw in their checker, an attacker reads and writes the kernel's memory.",
  CHECKPOINT_RESTORE: "picks process ids and reads the memory maps of others, to freeze and revive processes.",
  CHOWN: "gives files to anybody. An attacker makes root's files his own.",
  DAC_OVERRIDE: "reads and writes files whatever their permissions say.",
  DAC_READ_SEARCH: "reads any file and opens files by handle: a known way to the files of the node.",
  FOWNER: "changes permissions of files that belong to others.",
  FSETID: "keeps setuid bits on files that it writes.",
  IPC_LOCK: "locks memory, so that it is never swapped out. Databases and vaults ask for it.",
  IPC_OWNER: "reads and writes shared memory of others, past its permissions.",
  KILL: "sends signals to processes of others.",
  LEASE: "takes leases on files of others.",
  LINUX_IMMUTABLE: "sets and clears the flag that keeps files from being changed.",
  MAC_ADMIN: "changes the policy of AppArmor or Smack. An attacker writes himself a new one.",
  MAC_OVERRIDE: "goes past the policy of Smack.",
  MKNOD:
    "makes device nodes. With one of the node's disk an attacker reads and writes it, if the runtime lets him open it.",
  NET_ADMIN: "changes interfaces, routes and firewalls. An attacker leads others' traffic past himself.",
  NET_BIND_SERVICE:
    "listens on ports below 1024. The one capability that Pod Security restricted lets a container keep.",
  NET_BROADCAST: "sends to everybody in the network; the kernel no longer asks for it.",
  NET_RAW: "forges packets. An attacker answers for others by ARP and DNS, and looks for open ports without a trace.",
  PERFMON: "measures the kernel and other processes. An attacker reads what they work with from the side.",
  SETFCAP: "writes capabilities onto files. An attacker makes a program that has them for whoever starts it.",
  SETGID: "takes on any group.",
  SETPCAP: "hands capabilities on to child processes and drops limits on them.",
  SETUID: "takes on any user, root included. Entrypoints that start as root use it to leave root.",
  SYSLOG: "reads the kernel's messages and addresses, which makes exploits of the kernel easier.",
  SYS_ADMIN: "mounts, changes namespaces and much else: the new root. By itself it is a way out of the container.",
  SYS_BOOT: "reboots the node, or loads another kernel.",
  SYS_CHROOT: "changes the root directory. An attacker uses it to break out of another one.",
  SYS_MODULE: "loads code into the kernel. Whoever gets in owns the node.",
  SYS_NICE: "raises the priority of processes, at the cost of others.",
  SYS_PACCT: "switches the kernel's accounting of processes.",
  SYS_PTRACE:
    "reads and steers other processes. With the node's processes in sight, an attacker takes over one of them.",
  SYS_RAWIO: "reaches memory and devices directly. An attacker writes to the node's disk or memory.",
  SYS_RESOURCE: "goes past limits and quotas.",
  SYS_TIME: "sets the node's clock. An attacker makes ended certificates valid again, and logs lie.",
  SYS_TTY_CONFIG: "changes terminals of the node.",
  WAKE_ALARM: "wakes the machine up.",
};

/** With and without `CAP_`, in any case; undefined for a name that is none. */
export function describeCapability(written: string): string | undefined {
  const name = written.toUpperCase().replace(/^CAP_/, "");
  const meaning = Object.hasOwn(capabilities, name) ? capabilities[name] : undefined;
  return meaning && `**${name}** ${meaning}`;
}
