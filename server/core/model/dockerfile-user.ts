import type { ImageFacts } from "../facts/facts.ts";
import type { InstructionNode } from "../syntax/dockerfile-instruction.ts";
import type { Effective, User } from "./dockerfile.ts";
import { type Accounts, groupId } from "./dockerfile-accounts.ts";
import type { Scope } from "./dockerfile-scope.ts";

/** The user that a USER instruction sets. */
export function userSetBy(
  instruction: InstructionNode,
  scope: Scope,
  accounts: Accounts,
  windows: boolean,
): Effective<User> {
  const written = instruction.joinedBody;
  const text = scope.expand(written, instruction.index) || undefined;
  const [userWritten, groupWritten] = atColon(written);
  const name = text === undefined ? scope.expand(userWritten, instruction.index) : atColon(text)[0];
  const group = text === undefined ? expandGroup(groupWritten, scope, instruction) : atColon(text)[1];
  return { value: { text, ...identify(name, group, accounts, windows) }, setBy: instruction };
}

/** The user of an image that no USER has changed. */
export function userOfImage(facts: ImageFacts | undefined, accounts: Accounts, windows: boolean): User {
  if (!facts) return { text: undefined, uid: undefined, gid: undefined, root: undefined };
  const { user, runsAsRoot } = facts;
  const named = user === undefined ? undefined : identify(atColon(user)[0], atColon(user)[1], accounts, windows);
  return {
    text: user ?? (runsAsRoot === true ? "root" : undefined),
    uid: facts.uid ?? named?.uid,
    gid: named?.gid,
    root: runsAsRoot ?? named?.root,
  };
}

/** A group is named, but nobody knows which. */
const unknownGroup = "";

function expandGroup(written: string | undefined, scope: Scope, { index }: InstructionNode): string | undefined {
  return written === undefined ? undefined : (scope.expand(written, index) ?? unknownGroup);
}

type Identity = Omit<User, "text">;

const unknown: Identity = { uid: undefined, gid: undefined, root: undefined };

function identify(name: string | undefined, group: string | undefined, accounts: Accounts, windows: boolean): Identity {
  if (!name) return unknown;
  if (windows) return { uid: undefined, gid: undefined, root: isWindowsAdministrator(name) };
  const numeric = number(name);
  const account = numeric === undefined ? accounts.users.get(name) : byUid(accounts, numeric);
  const uid = numeric ?? account?.uid ?? (name === "root" ? 0 : undefined);
  const gid = group === undefined ? (account?.gid ?? (uid === 0 ? 0 : undefined)) : gidOf(group, accounts);
  // An account whose uid nobody has given gets one that is free, and 0 never is.
  return { uid, gid, root: uid === 0 };
}

function gidOf(group: string, accounts: Accounts): number | undefined {
  return number(group) ?? groupId(accounts.groups, group);
}

function byUid(accounts: Accounts, uid: number) {
  for (const account of accounts.users.values()) {
    if (account.uid === uid) return account;
  }
  return undefined;
}

/** `DOMAIN\ContainerAdministrator` too. */
function isWindowsAdministrator(name: string): boolean {
  return /^(?:.*\\)?(?:containeradministrator|administrator|system)$/i.test(name);
}

/** Cuts `user:group`, but not within `${…}`. */
function atColon(text: string): readonly [string, string | undefined] {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}") depth--;
    else if (text[at] === ":" && depth <= 0) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text, undefined];
}

function number(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
