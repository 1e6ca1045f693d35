import type { ShellWord } from "../syntax/shell.ts";
import type { Call } from "./shell-calls.ts";

export type PackageManager = "apt" | "apk" | "yum" | "zypper";

/** A call of a distribution's package manager. */
export interface PackageCall {
  readonly call: Call;
  /** `apt` also for apt-get, `yum` also for dnf, microdnf and tdnf. */
  readonly manager: PackageManager;
  readonly does: "install" | "refresh" | "upgrade" | "distribution upgrade" | "other";
  readonly verb: ShellWord;
  readonly verbIndex: number;
  /** What stands behind the verb and is no option. */
  readonly operands: readonly ShellWord[];
}

export function packageCall(call: Call): PackageCall | undefined {
  const manager = managers.get(call.name);
  if (!manager) return undefined;
  if (!known.has(call)) known.set(call, readCall(call, manager));
  return known.get(call);
}

/** Several rules ask for the same call. */
const known = new WeakMap<Call, PackageCall | undefined>();

function readCall(call: Call, manager: PackageManager): PackageCall | undefined {
  const operands: { readonly word: ShellWord; readonly index: number }[] = [];
  for (let index = 1; index < call.words.length; index++) {
    const word = call.words[index];
    if (!word) continue;
    const value = word.value ?? word.text;
    if (valued[manager].test(value)) index++;
    else if (!value.startsWith("-")) operands.push({ word, index });
  }
  const [verb, ...rest] = operands;
  if (!verb) return undefined;
  const does = verbs[manager].find(([pattern]) => pattern.test(verb.word.value ?? ""))?.[1] ?? "other";
  return { call, manager, does, verb: verb.word, verbIndex: verb.index, operands: rest.map(({ word }) => word) };
}

const managers: ReadonlyMap<string, PackageManager> = new Map([
  ["apt", "apt"],
  ["apt-get", "apt"],
  ["aptitude", "apt"],
  ["apk", "apk"],
  ["yum", "yum"],
  ["dnf", "yum"],
  ["dnf5", "yum"],
  ["microdnf", "yum"],
  ["tdnf", "yum"],
  ["zypper", "zypper"],
]);

export const isPackageManager = (name: string): boolean => managers.has(name);

/** Options whose value is the next word. */
const valued: Readonly<Record<PackageManager, RegExp>> = {
  apt: /^(?:-[toca]|--(?:target-release|option|config-file|default-release|host-architecture))$/,
  apk: /^(?:-[tXp]|--(?:virtual|repository|root|arch|keys-dir|repositories-file|cache-dir|wait))$/,
  yum: /^(?:-[cxdeR]|--(?:config|installroot|releasever|enablerepo|disablerepo|repo|repoid|exclude|setopt|disableplugin|enableplugin|forcearch))$/,
  zypper: /^(?:-[rcpRtC]|--(?:root|repo|from|config|plus-repo|type|reposd-dir|cache-dir))$/,
};

type Does = PackageCall["does"];

const verbs: Readonly<Record<PackageManager, readonly (readonly [RegExp, Does])[]>> = {
  apt: [
    [/^(?:install|reinstall)$/, "install"],
    [/^update$/, "refresh"],
    [/^(?:upgrade|safe-upgrade)$/, "upgrade"],
    [/^(?:dist-upgrade|full-upgrade)$/, "distribution upgrade"],
  ],
  apk: [
    [/^add$/, "install"],
    [/^update$/, "refresh"],
    [/^upgrade$/, "upgrade"],
  ],
  yum: [
    [/^(?:install|localinstall|reinstall|groupinstall)$/, "install"],
    [/^(?:makecache|check-update)$/, "refresh"],
    [/^(?:update|upgrade|upgrade-minimal|update-minimal)$/, "upgrade"],
    [/^(?:distro-sync|distribution-synchronization|system-upgrade)$/, "distribution upgrade"],
  ],
  zypper: [
    [/^(?:in|install|source-install|si)$/, "install"],
    [/^(?:ref|refresh)$/, "refresh"],
    [/^(?:up|update|patch)$/, "upgrade"],
    [/^(?:dup|dist-upgrade)$/, "distribution upgrade"],
  ],
};
