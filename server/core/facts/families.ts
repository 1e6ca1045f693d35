import { type FamilyEntry, familyData } from "./entries.ts";
import type { Family } from "./facts.ts";

/** How one does things in a distribution: `alpine`, `debian`, … */
export function family(name: string): Family | undefined {
  const entry = familyEntry(name);
  return (
    entry && {
      name,
      shell: entry.shell,
      packageManager: entry.packageManager,
      createUser: entry.createUser,
      user: entry.user,
    }
  );
}

export function familyEntry(name: string): FamilyEntry | undefined {
  const families = familyData();
  return Object.hasOwn(families, name) ? families[name] : undefined;
}
