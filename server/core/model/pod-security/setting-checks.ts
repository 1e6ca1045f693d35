import { type Check, given } from "./check.ts";

/** What a pod asks of the kernel's settings and of storage. */
export const settingChecks: readonly Check[] = [
  {
    id: "sysctls",
    level: "baseline",
    since: 0,
    *failures({ securityContext }, minor) {
      for (const sysctl of securityContext?.get("sysctls")?.items() ?? []) {
        const view = sysctl.get("name");
        const name = view?.text() ?? "";
        const since = safeSysctls.get(name);
        if (since !== undefined && since <= minor) continue;
        const verdict =
          since === undefined ? "which is not a safe sysctl" : `which counts as safe only from 1.${since} on`;
        yield {
          message: `The pod sets ${name || "an unnamed sysctl"}, ${verdict}.`,
          span: (view ?? sysctl).span,
          view: view ?? sysctl,
        };
      }
    },
  },
  {
    id: "restrictedVolumes",
    level: "restricted",
    since: 0,
    *failures({ spec }) {
      for (const volume of spec.get("volumes")?.items() ?? []) {
        // The API server drops keys that it doesn't know, and makes a volume without a source an emptyDir.
        const source = volume.entries().find(({ key, value }) => given(value) && forbiddenSources.has(key));
        if (!source) continue;
        const name = volume.get("name")?.text() ?? "";
        yield { message: `Volume ${name} is of type ${source.key}.`, span: source.value.keySpan, view: source.value };
      }
    },
  },
];

/** Each with the minor version since which it counts as safe. */
const safeSysctls: ReadonlyMap<string, number> = new Map([
  ["kernel.shm_rmid_forced", 0],
  ["net.ipv4.ip_local_port_range", 0],
  ["net.ipv4.tcp_syncookies", 0],
  ["net.ipv4.ping_group_range", 0],
  ["net.ipv4.ip_unprivileged_port_start", 0],
  ["net.ipv4.ip_local_reserved_ports", 27],
  ["net.ipv4.tcp_keepalive_time", 29],
  ["net.ipv4.tcp_fin_timeout", 29],
  ["net.ipv4.tcp_keepalive_intvl", 29],
  ["net.ipv4.tcp_keepalive_probes", 29],
  ["net.ipv4.tcp_rmem", 32],
  ["net.ipv4.tcp_wmem", 32],
  ["net.ipv4.tcp_slow_start_after_idle", 37],
  ["net.ipv4.tcp_notsent_lowat", 37],
]);

/** A closed list: newer sources, such as `image`, are admitted by every version of the policy. */
const forbiddenSources = new Set([
  "awsElasticBlockStore",
  "azureDisk",
  "azureFile",
  "cephfs",
  "cinder",
  "fc",
  "flexVolume",
  "flocker",
  "gcePersistentDisk",
  "gitRepo",
  "glusterfs",
  "hostPath",
  "iscsi",
  "nfs",
  "photonPersistentDisk",
  "portworxVolume",
  "quobyte",
  "rbd",
  "scaleIO",
  "storageos",
  "vsphereVolume",
]);
