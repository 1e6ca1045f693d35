import type { Finding, Fix } from "../rule.ts";
import { type ContainerCommand, commandsOf } from "./container-commands.ts";
import type { Container } from "./kubernetes.ts";
import { mountPaths } from "./scratch-mounts.ts";
import { isCovered, withoutSlash } from "./scratch-paths.ts";

/** What a container's command does that takes root. */
export interface RootWork {
  /** `chown`. */
  readonly program: string;
  /** What root itself needs for it. */
  readonly capabilities: readonly string[];
  /** It changes the image's own files: accounts, packages. */
  readonly writesImage: boolean;
}

const owner: Omit<RootWork, "program"> = { capabilities: ["CHOWN", "FOWNER", "DAC_OVERRIDE"], writesImage: false };
const account: Omit<RootWork, "program"> = { capabilities: ["CHOWN", "DAC_OVERRIDE"], writesImage: true };
const packages: Omit<RootWork, "program"> = {
  capabilities: ["CHOWN", "FOWNER", "DAC_OVERRIDE", "SETUID", "SETGID"],
  writesImage: true,
};
const step: Omit<RootWork, "program"> = { capabilities: ["SETUID", "SETGID"], writesImage: false };

const rootPrograms: ReadonlyMap<string, Omit<RootWork, "program">> = new Map([
  ...["chown", "chgrp", "chmod"].map((name) => [name, owner] as const),
  ...["useradd", "adduser", "usermod", "groupadd", "addgroup", "groupmod", "chpasswd"].map(
    (name) => [name, account] as const,
  ),
  ...["apk", "apt", "apt-get", "dnf", "microdnf", "yum"].map((name) => [name, packages] as const),
  ...["gosu", "su-exec", "su", "runuser"].map((name) => [name, step] as const),
]);

/** The first such command; undefined where there is none, or where the container is none of root's anyway. */
export function rootWork(container: Container): RootWork | undefined {
  if (!mayBeRoot(container)) return undefined;
  for (const command of commandsOf(container)) {
    const work = rootPrograms.get(command.name);
    if (work && takesRoot(command, container)) return { program: command.name, ...work };
  }
  return undefined;
}

/** The fixes that take root or its capabilities from containers; or why one of these must keep them. */
export function unlessRootWorks(
  containers: readonly Container[],
  fixes: () => readonly Fix[],
): Pick<Finding, "note" | "fixes"> {
  for (const container of containers) {
    const work = rootWork(container);
    if (work) return { note: noteOf(container, work) };
  }
  return { fixes };
}

function noteOf({ name }: Container, work: RootWork): string {
  const [first] = work.capabilities;
  const instead =
    work.capabilities === owner.capabilities
      ? " If that is for a volume alone, fsGroup of the pod can stand in for it."
      : "";
  return `${name} runs ${work.program}, which takes root and capabilities such as ${first}: without them it fails.${instead}`;
}

function mayBeRoot(container: Container): boolean {
  const uid = container.effective("runAsUser");
  if (uid.view) return uid.value === 0;
  return container.facts?.runsAsRoot !== false && container.effective("runAsNonRoot").value !== true;
}

function takesRoot({ name, words }: ContainerCommand, container: Container): boolean {
  const operands = words.slice(1).filter((word) => !word.startsWith("-"));
  if (packages === rootPrograms.get(name)) return operands.some((word) => word === "add" || word === "install");
  // Whoever made a file may change its mode; the root of a volume, and what an image brings, belongs to root.
  return name !== "chmod" || operands.slice(1).some((target) => isOthers(target, mountPaths(container)));
}

function isOthers(target: string, mounts: readonly string[]): boolean {
  const path = withoutSlash(target.replace(/\*$/, ""));
  if (!path.startsWith("/")) return false;
  return mounts.map(withoutSlash).includes(path) || !isCovered(path, [...mounts, "/tmp", "/home"]);
}
