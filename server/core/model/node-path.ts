const runtimeSocket =
  /\/(?:docker|dockershim|cri-dockerd|containerd|crio|cri-o|podman|buildkitd|frakti)\.sock$|\/(?:containerd|docker)\/(?:\S+\.)?sock$/;

/** True for the socket of a container runtime, wherever a distribution keeps it. */
export function isRuntimeSocket(path: string): boolean {
  return runtimeSocket.test(normalPath(path));
}

/** Without doubled and trailing slashes and without `.` and `..`: `//etc/` is `/etc`. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}

/** What lies below a path of the node, as the end of a sentence; undefined for paths of no known meaning. */
export function nodePathDanger(path: string): string | undefined {
  const normal = normalPath(path);
  if (normal === "/") return "the node's whole disk";
  for (const [prefix, danger] of dangers) {
    if (normal === prefix || normal.startsWith(`${prefix}/`)) return danger;
  }
  return undefined;
}

/** The longer path first where one lies in the other. */
const dangers: readonly (readonly [string, string])[] = [
  ["/etc/kubernetes", "the node's keys to the cluster"],
  ["/var/lib/kubelet", "the secrets of every pod on the node"],
  ["/var/lib/etcd", "the whole cluster's state"],
  ["/var/lib/docker", "every container's files"],
  ["/var/lib/containerd", "every container's files"],
  ["/var/lib/containers", "every container's files"],
  ["/etc", "the node's configuration and accounts"],
  ["/root", "root's files and keys"],
  ["/home", "people's files and keys"],
  ["/proc", "every process of the node"],
  ["/sys", "the node's kernel settings"],
  ["/dev", "the node's devices"],
  ["/boot", "the node's kernel"],
  ["/lib", "the node's programs"],
  ["/lib64", "the node's programs"],
  ["/usr", "the node's programs"],
  ["/bin", "the node's programs"],
  ["/sbin", "the node's programs"],
  ["/opt", "the node's programs"],
  ["/run", "the node's sockets"],
  ["/var/run", "the node's sockets"],
  ["/var/log", "the node's logs, and through symlinks any file"],
];
