import type { AccountEntry, FamilyEntry } from "../../server/core/facts/entries.ts";
import type { Snapshot, SnapshotAccount, SnapshotFamily } from "./snapshot.ts";

export function familyEntries({ families }: Snapshot): Record<string, FamilyEntry> {
  return Object.fromEntries(Object.entries(families).map(([name, family]) => [name, familyEntry(name, family)]));
}

export function known(text: string): string | undefined {
  const word = text.split(/[\s(]/)[0] ?? "";
  return /^(?:none|n\/a|see|variant:)?$/.test(word) ? undefined : word;
}

function familyEntry(name: string, family: SnapshotFamily): FamilyEntry {
  const commands = family.create_user_commands.filter((line) => !line.startsWith("#"));
  const createUser = commands.filter((line) => line.startsWith("RUN "));
  const packageManager = known(family.package_manager);
  const libc = known(family.libc);
  const accounts = family.existing_users.filter(({ since }) => since === undefined).flatMap(accountEntry);
  return {
    shell: typeof family.shell === "boolean" ? family.shell : !/depends|only where/.test(family.shell),
    ...(packageManager && { packageManager }),
    ...(libc && { libc }),
    createUser,
    user: user(name, commands, family.existing_users),
    ...(accounts.length > 0 && { accounts }),
  };
}

/** What `USER` is to say once the account stands: the last number that the snapshot gives, else the account there is. */
function user(name: string, commands: readonly string[], accounts: readonly SnapshotAccount[]): string {
  if (name.startsWith("windows")) return "ContainerUser";
  const numeric = commands.map((line) => /^USER (\d+(?::\d+)?)$/.exec(line)?.[1]).findLast(Boolean);
  if (numeric) return numeric;
  const account = accounts.find(({ uid }) => uid);
  if (!account) throw new Error(`No user is known for the family ${name}`);
  return `${account.uid}:${account.gid ?? account.uid}`;
}

function accountEntry({ name, uid, gid }: SnapshotAccount): AccountEntry[] {
  if (name === null) return [];
  return [{ name, ...(typeof uid === "number" && { uid }), ...(typeof gid === "number" && { gid }) }];
}
