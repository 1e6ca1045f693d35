import { folderOf } from "../text.ts";
import { nearestTo } from "../workspace/nearest-object.ts";
import { everyAccount, type GrantObject } from "../workspace/objects.ts";
import type { Surroundings } from "../workspace/surroundings.ts";
import { accountOf } from "./account-token.ts";
import { type BoundPower, boundRole, byGravity } from "./bound-role.ts";
import type { Pod } from "./kubernetes.ts";

/** What a pod's account can do by one of its bindings. */
export interface AccountPower extends BoundPower {
  /** In every namespace. */
  readonly clusterWide: boolean;
  readonly binding: GrantObject;
}

/** Each power of the pod's account once, where it reaches farthest; the gravest first. */
export function powersOfAccount(pod: Pod, surroundings: Surroundings): readonly AccountPower[] {
  const { name } = accountOf(pod);
  const grants = [...surroundings.named("grant", name), ...surroundings.named("grant", everyAccount)];
  const own = grants.filter((grant) => isSameNamespace(grant, pod, surroundings));
  const found = nearestOfEach(own, surroundings.path)
    .flatMap((binding) => powersBy(binding, surroundings))
    .sort((a, b) => weight(b) - weight(a) || byGravity(a, b));
  const first = new Map<string, AccountPower>();
  for (const power of found) if (!first.has(power.what)) first.set(power.what, power);
  return [...first.values()];
}

const weight = ({ total, clusterWide }: AccountPower): number => Number(total) * 2 + Number(clusterWide) * 3;

function powersBy(binding: GrantObject, surroundings: Surroundings): readonly AccountPower[] {
  const { clusterWide } = binding;
  const powers = boundRole(binding, binding.at.path, surroundings)?.powers ?? [];
  return powers.map((power) => ({ ...power, clusterWide, binding }));
}

/** A binding that stands in several folders, as in `dev/` and `prod/`, is one for each cluster. */
function nearestOfEach(grants: readonly GrantObject[], path: string): readonly GrantObject[] {
  const groups = new Map<string, GrantObject[]>();
  for (const grant of grants) {
    const key = [grant.kind, grant.binding, grant.bindingNamespace, grant.name].join(" ");
    const group = groups.get(key);
    if (group) group.push(grant);
    else groups.set(key, [grant]);
  }
  return [...groups.values()].flatMap((group) => nearestTo(path, group, ({ role }) => role.name) ?? group);
}

/** Who names no namespace is applied with what lies beside it. */
function isSameNamespace(grant: GrantObject, pod: Pod, { path }: Surroundings): boolean {
  const { namespace } = pod.object;
  if (grant.name === everyAccount && grant.namespace === undefined) return true;
  if (namespace !== undefined && grant.namespace !== undefined) return namespace === grant.namespace;
  return folderOf(grant.at.path) === folderOf(path);
}
