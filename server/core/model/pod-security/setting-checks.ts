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
        yield {
          message: `The pod sets ${name || "an unnamed sysctl"}, which is not a safe sysctl.`,
          span: (view ?? sysctl).span,
          view: sysctl,
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
        const sources = volume.entries().filter(({ key, value }) => key !== "name" && given(value));
        const [first] = sources;
        // A volume without a source is an emptyDir: the API server makes it one.
        if (!first || sources.some(({ key }) => restrictedSources.has(key))) continue;
        const name = volume.get("name")?.text() ?? "";
        yield { message: `Volume ${name} is of type ${first.key}.`, span: first.value.keySpan, view: first.value };
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

const restrictedSources = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);
