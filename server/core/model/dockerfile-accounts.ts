import type { ImageFacts } from "../facts/facts.ts";
import type { InstructionNode } from "../syntax/dockerfile-instruction.ts";
import type { ShellScript } from "../syntax/shell.ts";
import { nestedScript } from "../syntax/shell-nested.ts";
import { type AccountChange, readAccountChanges } from "./account-commands.ts";
import type { Account } from "./dockerfile.ts";
import type { Scope } from "./dockerfile-scope.ts";

/** The accounts and groups of an image by name. */
export interface Accounts {
  readonly users: ReadonlyMap<string, Account>;
  readonly groups: ReadonlyMap<string, number | undefined>;
}

/** What a stage begins with. */
export function accountsOf(facts: ImageFacts | undefined): Accounts {
  const accounts = facts?.accounts ?? [];
  return {
    users: new Map(accounts.map(({ name, uid, gid }) => [name, { name, uid, gid, from: "base image" }])),
    groups: new Map(accounts.map(({ name, gid }) => [name, gid])),
  };
}

interface Sources {
  readonly scope: Scope;
  /** The accounts of the stage that `COPY --from` names; undefined where it names none. */
  accountsOfStage(name: string): Accounts | undefined;
}

/** Each stage that copies them from another keeps its own. */
const most = 200;

/** The accounts behind the instructions of a stage that begins with `base`. */
export function readAccounts(base: Accounts, instructions: readonly InstructionNode[], sources: Sources): Accounts {
  let users: Map<string, Account> | undefined;
  let groups: Map<string, number | undefined> | undefined;
  const add = (from: InstructionNode, changes: Iterable<AccountChange>) => {
    users ??= new Map(base.users);
    groups ??= new Map(base.groups);
    for (const change of changes) apply(change, from, users, groups);
  };

  for (const instruction of instructions) {
    if (instruction.onbuild) continue;
    if (instruction.keyword === "RUN") {
      const changes = changesOf(instruction, sources.scope);
      if (changes.length > 0) add(instruction, changes);
    } else if (instruction.keyword === "COPY") {
      const copied = copiedAccounts(instruction, sources);
      if (copied) add(instruction, asChanges(copied));
    }
  }
  return { users: users ?? base.users, groups: groups ?? base.groups };
}

function apply(
  change: AccountChange,
  from: InstructionNode,
  users: Map<string, Account>,
  groups: Map<string, number | undefined>,
): void {
  if (change.kind === "no user") users.delete(change.name);
  if (change.kind === "no user" || change.kind === "no group") {
    // userdel removes the account's own group along with it.
    groups.delete(change.name);
    return;
  }
  if (users.size + groups.size > most) return;
  if (change.kind === "group") {
    groups.set(change.name, change.gid ?? groups.get(change.name));
    return;
  }
  const { name } = change;
  const before = users.get(change.was);
  const group = change.group === undefined ? undefined : (change.gid ?? groupId(groups, change.group));
  const uid = change.uid ?? before?.uid;
  users.set(name, { name, uid, gid: change.group === undefined ? before?.gid : group, from: before?.from ?? from });
}

/** The number of a group; root's is known everywhere. */
export function groupId(groups: Accounts["groups"], name: string): number | undefined {
  return groups.get(name) ?? (name === "root" ? 0 : undefined);
}

const mentionsAccounts = /(?:user|group)(?:add|mod|del)|(?:add|del)(?:user|group)|\/etc\/passwd/;
const prints = new Set(["echo", "printf"]);

function changesOf(run: InstructionNode, scope: Scope): readonly AccountChange[] {
  if (!mentionsAccounts.test(run.written)) return [];
  const lookup = (text: string) => (/[`(]/.test(text) ? undefined : scope.expand(text, run.index));
  const appends = run.written.includes("/etc/passwd");
  const changesIn = (script: ShellScript): readonly AccountChange[] =>
    script.commands.flatMap((command) => {
      const nested = nestedScript(command);
      if (nested) return changesIn(nested);
      // What is echoed anywhere else only looks like an account.
      if (!appends && command.name !== undefined && prints.has(command.name)) return [];
      return readAccountChanges(command.words.map((word) => word.value ?? lookup(word.text)));
    });
  const script = run.form === "exec" ? nestedScript(run) : run.shell();
  if (script) return changesIn(script);
  return run.form === "exec" ? readAccountChanges(run.words.map((word) => word.value)) : [];
}

/** `COPY --from=build /etc/passwd …`, the way in which an image without a shell gets its accounts. */
function copiedAccounts(copy: InstructionNode, sources: Sources): Accounts | undefined {
  const from = copy.flag("from")?.value;
  if (from === undefined || !copy.words.slice(0, -1).some((word) => word.value === "/etc/passwd")) return undefined;
  return sources.accountsOfStage(from);
}

function asChanges({ users, groups }: Accounts): AccountChange[] {
  const changes: AccountChange[] = [];
  for (const [name, gid] of groups) changes.push({ kind: "group", name, gid });
  for (const { name, uid, gid } of users.values()) {
    changes.push({ kind: "user", name, was: name, uid, group: gid === undefined ? undefined : String(gid), gid });
  }
  return changes;
}
