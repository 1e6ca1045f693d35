import { folderOf } from "../text.ts";
import { nearestTo } from "../workspace/nearest-object.ts";
import { everyAccount, type GrantObject, type Place } from "../workspace/objects.ts";
import type { Surroundings } from "../workspace/surroundings.ts";
import { accountOf } from "./account-token.ts";
import type { Pod } from "./kubernetes.ts";

/** What a pod's account can do by one of its bindings. */
export interface AccountPower {
  readonly what: string;
  readonly total: boolean;
  /** In every namespace. */
  readonly clusterWide: boolean;
  readonly binding: GrantObject;
  /** Where the role grants it; undefined for a role that comes with Kubernetes. */
  readonly at: Place | undefined;
}

/** The gravest power of each binding of the pod's account, the gravest first. */
export function powersOfAccount(pod: Pod, surroundings: Surroundings): readonly AccountPower[] {
  const { name } = accountOf(pod);
  const found = [...surroundings.named("grant", name), ...surroundings.named("grant", everyAccount)]
    .filter((grant) => isSameNamespace(grant, pod, surroundings))
    .flatMap((grant) => powerOf(grant, surroundings) ?? []);
  return found.sort((a, b) => weight(b) - weight(a));
}

const weight = ({ total, clusterWide }: AccountPower): number => Number(total) * 2 + Number(clusterWide) * 3;

/** Who names no namespace is applied with what lies beside it. */
function isSameNamespace(grant: GrantObject, pod: Pod, { path }: Surroundings): boolean {
  const { namespace } = pod.object;
  if (grant.name === everyAccount && grant.namespace === undefined) return true;
  if (namespace !== undefined && grant.namespace !== undefined) return namespace === grant.namespace;
  return folderOf(grant.at.path) === folderOf(path);
}

function powerOf(grant: GrantObject, surroundings: Surroundings): AccountPower | undefined {
  const { role, clusterWide, bindingNamespace } = grant;
  const roles = surroundings.named("role", role.name).filter((one) => {
    return one.kind === role.kind && (one.clusterWide || one.namespace === bindingNamespace);
  });
  const known = nearestTo(grant.at.path, roles, ({ powers }) => powers[0]?.what);
  if (!known) return roles.length === 0 ? builtinPower(grant) : undefined;
  const power = known.powers.find(({ clusterScoped }) => clusterWide || !clusterScoped);
  return power && { what: power.what, total: power.total, clusterWide, binding: grant, at: power.at };
}

/** The roles for people that every cluster has. */
function builtinPower(binding: GrantObject): AccountPower | undefined {
  const { role, clusterWide } = binding;
  if (role.kind !== "ClusterRole") return undefined;
  const base = { clusterWide, binding, at: undefined };
  if (role.name === "cluster-admin") return { ...base, what: "do everything", total: true };
  if (role.name === "admin" || role.name === "edit") return { ...base, what: "read every secret", total: true };
  return undefined;
}
