import type { ImageReference } from "./image-reference.ts";

/**
 * Takes an image reference apart as Docker does. Undefined for what Docker would reject, and so also for text that
 * still holds variables or template expressions.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > longestReference) return;
  const at = text.indexOf("@");
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !digestGrammar.test(digest)) return;

  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(":");
  const tagged = colon > named.lastIndexOf("/");
  const tag = tagged ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagGrammar.test(tag)) return;

  const location = locate(tagged ? named.slice(0, colon) : named);
  return location && { text, ...location, tag, digest };
}

const longestReference = 600;
const longestName = 255;
const digestGrammar = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const tagGrammar = /^\w[\w.-]{0,127}$/;
const hostGrammar = /^(?:[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*|\[[0-9a-f:]+\])(?::\d+)?$/;
const pathGrammar = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;

const dockerHub = "docker.io";
const dockerHubHosts = new Set([dockerHub, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);

/** Where Docker Hub's images lie on a mirror. */
const mirrors = [
  { registry: "public.ecr.aws", prefix: "docker/" },
  { registry: "mirror.gcr.io", prefix: "" },
  { registry: "mcr.microsoft.com", prefix: "mirror/docker/" },
];

/** Docker Hub's accounts that hold the official images, and those that hold them for one architecture each. */
const officialImage =
  /^(?:library|amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x|winamd64)\/(?<image>[^/]+)$/;

function locate(name: string): Pick<ImageReference, "registry" | "repository" | "name"> | undefined {
  if (name.length > longestName) return;
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasHost = isHost(first);
  const host = first.toLowerCase();
  const path = hasHost ? name.slice(slash + 1) : name;
  if ((hasHost && !hostGrammar.test(host)) || !pathGrammar.test(path)) return;

  if (!hasHost || dockerHubHosts.has(host)) {
    const repository = path.startsWith("library/") ? official(path) : path;
    return { registry: dockerHub, repository, name: official(path) };
  }
  const mirror = mirrors.find(({ registry, prefix }) => registry === host && path.startsWith(prefix));
  const mirrored = mirror && official(path.slice(mirror.prefix.length));
  return { registry: host, repository: path, name: mirrored ?? `${host}/${path}` };
}

/** Docker's own test: what stands before the first slash is a registry only where it can't be an account. */
function isHost(text: string): boolean {
  return /[.:A-Z]/.test(text) || text === "localhost";
}

function official(path: string): string {
  return officialImage.exec(path)?.groups?.["image"] ?? path;
}
