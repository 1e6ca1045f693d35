import { type Change, set } from "../edits/change.ts";
import type { Container } from "./kubernetes.ts";
import { volumesOf } from "./pod-volumes.ts";

/** For images that name no account of their own; above the uids that distributions and people use. */
export const spareUid = 10001;

export interface Account {
  readonly uid: number;
  readonly gid: number | undefined;
  /** The group of its volumes, where that is not its own. */
  readonly fsGroup?: number | undefined;
}

export const spareAccount: Account = { uid: spareUid, gid: spareUid };

/** The ids that the image of a container or service is known to run well under, where it is known and would otherwise run as root. */
export function knownAccount({ facts }: Pick<Container, "facts">): Account | undefined {
  if (!facts) return undefined;
  const { podSecurityContext, accounts } = facts;
  if (podSecurityContext?.runAsUser) {
    const { runAsUser, runAsGroup, fsGroup } = podSecurityContext;
    return { uid: runAsUser, gid: runAsGroup, fsGroup };
  }
  if (facts.runsAsRoot === false && facts.uid) return { uid: facts.uid, gid: undefined };
  // An entrypoint that leaves root by itself says which account the program is made for.
  const dropsTo = facts.dropsPrivileges?.split(/\s+/).at(-1);
  const account = accounts.find(({ name }) => name === dropsTo) ?? accounts.find(isApplication);
  return account?.uid ? { uid: account.uid, gid: account.gid } : undefined;
}

/** Accounts that exist for the image's program; `nobody` and the like come with every distribution. */
function isApplication({ name, uid }: { readonly name: string; readonly uid: number | undefined }): boolean {
  return uid !== undefined && uid !== 0 && !["nobody", "www-data", "guest", "daemon", "bin"].includes(name);
}

/** Runs the container as an account in its own securityContext, and gives its group the volumes that it mounts. */
export function runAs(container: Container, { uid, gid, fsGroup }: Account): readonly Change[] {
  const at = (field: string) => [...container.path, "securityContext", field];
  const changes = [set(at("runAsNonRoot"), true), set(at("runAsUser"), uid)];
  if (gid === undefined) return changes;
  changes.push(set(at("runAsGroup"), gid));
  if (mountsData(container) && container.pod.securityContext?.get("fsGroup") === undefined) {
    changes.push(
      set([...container.pod.spec.path, "securityContext", "fsGroup"], volumeGroup(container) || fsGroup || gid || uid),
    );
  }
  return changes;
}

/** An init container prepares volumes for those who run after it: theirs is the group. */
function volumeGroup({ list, pod }: Container): number | undefined {
  if (list !== "initContainers") return undefined;
  for (const one of pod.containers) {
    if (one.list !== "containers" || !mountsData(one)) continue;
    const uid = one.effective("runAsUser").value;
    const account: Account | undefined = uid ? { uid, gid: undefined } : knownAccount(one);
    const group = one.effective("runAsGroup").value || account?.fsGroup || account?.gid || account?.uid;
    if (group) return group;
  }
  return undefined;
}

/** True where the container mounts a volume that outlives it: its files belong to root unless a group is named. */
function mountsData({ view, pod }: Container): boolean {
  const volumes = volumesOf(pod);
  return (view.get("volumeMounts")?.items() ?? []).some((mount) => {
    const volume = volumes.get(mount.get("name")?.text());
    // One that the pod does not list comes from a StatefulSet's claim templates.
    return volume === undefined || ["persistentVolumeClaim", "ephemeral", "csi"].some((kind) => volume.get(kind));
  });
}
