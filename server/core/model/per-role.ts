import type { Role } from "./role.ts";

/** What is asked about a role as a whole, by each of its rules, and worked out once. */
export function perRole<Value>(compute: (role: Role) => Value): (role: Role) => Value {
  const known = new WeakMap<Role, { readonly value: Value }>();
  return (role) => {
    const kept = known.get(role) ?? { value: compute(role) };
    known.set(role, kept);
    return kept.value;
  };
}
