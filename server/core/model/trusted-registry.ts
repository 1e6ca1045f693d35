import type { ImageReference } from "./image-reference.ts";

/**
 * True if one of the entries names the image's registry, or a path in it: `ghcr.io/acme`, `*.azurecr.io`, `docker.io`,
 * `acme` on Docker Hub, and `*` for all. Everything is trusted where there is no entry.
 */
export function isTrusted({ registry, repository }: ImageReference, trusted: readonly string[]): boolean {
  if (trusted.length === 0 || trusted.includes("*")) return true;
  const place = `${registry}/${repository}`;
  return trusted.some((entry) => {
    const bare = entry.replace(/(?<!\/)\/+$/, "");
    const wanted = /^[^/]*[.:*]|^localhost(?:\/|$)/.test(bare) ? bare : `docker.io/${bare}`;
    if (!wanted.startsWith("*.")) return place === wanted || place.startsWith(`${wanted}/`);
    const [host = "", ...path] = wanted.slice(1).split("/");
    return registry.endsWith(host) && `${repository}/`.startsWith(path.length > 0 ? `${path.join("/")}/` : "");
  });
}
