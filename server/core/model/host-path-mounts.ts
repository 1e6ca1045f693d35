import type { YamlView } from "../syntax/yaml-view.ts";
import type { Container, ManifestDocument } from "./kubernetes.ts";
import { volumesOf } from "./pod-volumes.ts";

/** A container's mount of a path of the node. */
export interface HostPathMount {
  readonly container: Container;
  readonly mount: YamlView;
  /** As the volume writes it. */
  readonly path: string;
  /** A socket, a device or a pipe of Windows, which is written to whatever the mount says. */
  readonly ignoresReadOnly: boolean;
}

export function* hostPathMounts(manifest: ManifestDocument): Iterable<HostPathMount> {
  for (const container of manifest.containers) {
    for (const mount of container.view.get("volumeMounts")?.items() ?? []) {
      const volume = volumesOf(container.pod).get(mount.get("name")?.text());
      const path = volume?.at("hostPath", "path")?.text();
      if (path === undefined) continue;
      const type = volume?.at("hostPath", "type")?.text() ?? "";
      yield { container, mount, path, ignoresReadOnly: throughTypes.has(type) || throughPaths.test(path) };
    }
  }
}

const throughTypes = new Set(["Socket", "CharDevice", "BlockDevice"]);
const throughPaths = /\.sock$|^\/dev\/(?!shm).|^\\\\\.\\pipe\\/;
