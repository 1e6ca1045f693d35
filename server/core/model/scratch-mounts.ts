import { append, type Change } from "../edits/change.ts";
import type { Container } from "./kubernetes.ts";
import { volumesOf } from "./pod-volumes.ts";
import { isCovered, scratchPaths } from "./scratch-paths.ts";

/** The `emptyDir` mounts that a container needs when its root file system becomes read-only. */
export function scratchMounts(container: Container): readonly Change[] {
  const { pod } = container;
  const mounted = mountPaths(container);
  const volumes = volumesOf(pod);
  const added = new Set<string>();
  const changes: Change[] = [];
  for (const path of scratchPaths(container.facts)) {
    if (isCovered(path, mounted)) continue;
    const name = unused(volumeName(container, path), (one) => volumes.has(one) || added.has(one));
    added.add(name);
    changes.push(
      append([...container.path, "volumeMounts"], { name, mountPath: path }),
      append([...pod.spec.path, "volumes"], { name, emptyDir: {} }),
    );
  }
  return changes;
}

export function mountPaths({ view }: Container): readonly string[] {
  return (view.get("volumeMounts")?.items() ?? []).flatMap((mount) => mount.get("mountPath")?.text() ?? []);
}

function volumeName({ name, pod }: Container, path: string): string {
  const place = path
    .slice(1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  // Containers of one pod must not share a scratch directory by accident.
  const full = pod.containers.length > 1 ? `${name.toLowerCase().replace(/[^a-z0-9-]+/g, "-")}-${place}` : place;
  return full.slice(0, 60).replace(/^-+|-+$/g, "") || "scratch";
}

function unused(name: string, isTaken: (name: string) => boolean): string {
  for (let n = 2, candidate = name; ; n++) {
    if (!isTaken(candidate)) return candidate;
    candidate = `${name}-${n}`;
  }
}
