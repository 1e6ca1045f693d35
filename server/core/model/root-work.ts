import type { Finding, Fix } from "../rule.ts";
import { type ContainerCommand, commandsOf } from "./container-commands.ts";
import type { Container } from "./kubernetes.ts";
import { mountPaths } from "./scratch-mounts.ts";
import { withoutSlash } from "./scratch-paths.ts";

/** What a container's command does that takes root. */
export interface RootWork {
  /** `chown`. */
  readonly program: string;
  /** What root itself needs for it, the foremost first. */
  readonly capabilities: readonly string[];
  /** What it changes: files wherever they lie, the image's own accounts and packages, the account that runs, or the node. */
  readonly changes: "files" | "image" | "account" | "node";
}

type Work = Omit<RootWork, "program">;

const owner: Work = { capabilities: ["CHOWN", "DAC_OVERRIDE"], changes: "files" };
const mode: Work = { capabilities: ["FOWNER", "DAC_OVERRIDE"], changes: "files" };
const accounts: Work = { capabilities: ["CHOWN", "DAC_OVERRIDE"], changes: "image" };
const packages: Work = {
  capabilities: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETUID", "SETGID"],
  changes: "image",
};
const step: Work = { capabilities: ["SETUID", "SETGID"], changes: "account" };

const node: Work = { capabilities: ["SYS_ADMIN"], changes: "node" };

const works: ReadonlyMap<string, Work> = new Map<string, Work>([
  ["chown", owner],
  ["chgrp", owner],
  ["chmod", mode],
  ["useradd", accounts],
  ["adduser", accounts],
  ["usermod", accounts],
  ["groupadd", accounts],
  ["addgroup", accounts],
  ["groupmod", accounts],
  ["chpasswd", accounts],
  ["apk", packages],
  ["apt", packages],
  ["apt-get", packages],
  ["dnf", packages],
  ["microdnf", packages],
  ["yum", packages],
  ["gosu", step],
  ["su-exec", step],
  ["su", step],
  ["runuser", step],
  ["sysctl", node],
  ["modprobe", node],
  ["mount", node],
  ["swapoff", node],
]);

/** The first such command, that on the node before others; undefined where there is none, or where the container is not root's anyway. */
export function rootWork(container: Container): RootWork | undefined {
  let work = known.get(container);
  if (!work) {
    work = { found: mayBeRoot(container) ? findWork(container) : undefined };
    known.set(container, work);
  }
  return work.found;
}

/** Several rules ask for it, some of them for each word of a container. */
const known = new WeakMap<Container, { readonly found: RootWork | undefined }>();

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

function noteOf({ name }: Container, { program, capabilities: [foremost], changes }: RootWork): string {
  if (changes === "node")
    return `${name} runs ${program}, which changes the node and fails without privileges: better the node is set up so, or by a DaemonSet of its own.`;
  const instead = changes === "files" ? " If that is for a volume alone, fsGroup of the pod can stand in for it." : "";
  return `${name} runs ${program}, which takes root and capabilities such as ${foremost}: without them it fails.${instead}`;
}

function mayBeRoot(container: Container): boolean {
  const user = container.effective("runAsUser");
  if (user.view) return user.value === 0;
  return container.facts?.runsAsRoot !== false && container.effective("runAsNonRoot").value !== true;
}

function findWork(container: Container): RootWork | undefined {
  const mounts = new Set(mountPaths(container).map(withoutSlash));
  const found = commandsOf(container).flatMap((command) => {
    const work = works.get(command.name);
    return work && takesRoot(command, work, mounts) ? [{ program: command.name, ...work }] : [];
  });
  return found.find(({ changes }) => changes === "node") ?? found[0];
}

function takesRoot({ name, words }: ContainerCommand, work: Work, mounts: ReadonlySet<string>): boolean {
  const operands = words.slice(1).filter((word) => !word.startsWith("-"));
  if (work === node) return name !== "sysctl" || words.some((word) => /^-[a-z]*w|=/.test(word));
  if (work === packages) return operands.some((word) => word === "add" || word === "install");
  return work !== mode || operands.slice(1).some((target) => belongsToRoot(target, mounts));
}

/** Whoever made a file may change its mode; the root of a volume, and what an image brings, belongs to root. */
function belongsToRoot(target: string, mounts: ReadonlySet<string>): boolean {
  const path = withoutSlash(target.replace(/\*$/, ""));
  if (!path.startsWith("/") || path.length > longestPath) return false;
  if (mounts.has(path)) return true;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const above = path.slice(0, end);
    if (mounts.has(above) || othersToo.has(above)) return false;
  }
  return !othersToo.has(path);
}

/** Linux takes none that is longer. */
const longestPath = 4096;

/** Below these everybody has files of his own. */
const othersToo: ReadonlySet<string> = new Set(["/tmp", "/home"]);
