import type { YamlView } from "../syntax/yaml-view.ts";
import type { Pod } from "./kubernetes.ts";
import { handlerHosts } from "./pod-security/host-checks.ts";

export const isLoopback = (host: string | undefined): boolean =>
  /^(?:localhost|127\.[\d.]+|\[?::1\]?)$/i.test(host ?? "");

/** The hosts of probes that mean the pod while it is in the node's network, and the node as soon as it is not. */
export function loopbackProbes({ containers }: Pod): readonly YamlView[] {
  return containers.flatMap((container) => [...handlerHosts(container)].filter((host) => isLoopback(host.text())));
}
