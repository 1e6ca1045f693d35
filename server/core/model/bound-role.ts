import { nearestTo } from "../workspace/nearest-object.ts";
import type { Place } from "../workspace/objects.ts";
import type { Surroundings } from "../workspace/surroundings.ts";
import { gravity, standardPowers } from "./powers.ts";

/** What a binding gives to whoever it names. */
export interface BoundRole {
  /** The gravest first. */
  readonly powers: readonly BoundPower[];
  /** The secrets that can be read by their names. */
  readonly secrets: readonly string[];
}

export interface BoundPower {
  /** Behind "can": "read every secret". */
  readonly what: string;
  readonly total: boolean;
  /** Where the role grants it; undefined for a role that comes with Kubernetes. */
  readonly at: Place | undefined;
}

export interface RoleBound {
  readonly role: { readonly kind: string; readonly name: string };
  readonly clusterWide: boolean;
  readonly bindingNamespace: string | undefined;
}

/** Undefined where nobody knows the role. `path` is the binding's file. */
export function boundRole(
  { role, clusterWide, bindingNamespace }: RoleBound,
  path: string,
  surroundings: Surroundings,
): BoundRole | undefined {
  const standard = standardPowers(role);
  if (standard) return { powers: standard.map((what) => ({ what, total: true, at: undefined })), secrets: [] };
  const roles = surroundings.named("role", role.name).filter((one) => {
    return one.kind === role.kind && (one.clusterWide || one.namespace === bindingNamespace);
  });
  const known = nearestTo(path, roles, ({ powers, secrets }) => powers[0]?.what ?? secrets.join());
  const powers = known?.powers.filter(({ clusterScoped }) => clusterWide || !clusterScoped) ?? [];
  return known && { powers, secrets: known.secrets };
}

export const byGravity = (a: { readonly what: string }, b: { readonly what: string }): number =>
  gravity(a.what) - gravity(b.what);
