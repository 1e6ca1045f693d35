const runtimeSocket =
  /\/(?:docker|dockershim|cri-dockerd|containerd|crio|cri-o|podman|buildkitd|frakti)\.sock$|\/(?:containerd|docker)\/(?:\S{1,100}\.)?sock$/;

/** What a socket is to Windows: `\\.\pipe\docker_engine`, with slashes too, and `npipe:` before it. */
const runtimePipe =
  /^(?:npipe:[\\/]{0,4})?[\\/]{1,4}\.[\\/]{1,2}pipe[\\/]{1,2}(?:docker_engine\w{0,20}|containerd-containerd|dockershim|cri-dockerd)$/i;

/** True for the socket of a container runtime, wherever a distribution keeps it. */
export function isRuntimeSocket(path: string): boolean {
  return runtimeSocket.test(normalPath(path)) || runtimePipe.test(path);
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

/** What lies at and below a path of the node, as the end of a sentence; undefined for paths of no known meaning. */
export function nodePathDanger(path: string): string | undefined {
  const normal = normalPath(path);
  const known = mixed.get(normal);
  if (known !== undefined) return known;
  if (cloudCredentials.test(normal)) return "the cloud's credentials of the node";
  return uniform.find(([prefix]) => normal === prefix || normal.startsWith(`${prefix}/`))?.[1];
}

/** Files and folders in which AKS and the clouds' own tools keep what they log in with. */
const cloudCredentials =
  /^\/etc\/kubernetes\/(?:azure\.json|cloud[-.]conf(?:ig)?)$|\/(?:\.aws|\.azure|\.config\/gcloud|gcloud)(?:\/|$)/;

/** Directories of many things: `/etc/localtime` is no account, and `/dev/shm` no device. */
const mixed: ReadonlyMap<string, string> = new Map([
  ["/", "the node's whole disk"],
  ["/etc", "the node's configuration and accounts"],
  ["/dev", "the node's devices"],
  ["/lib", "the node's programs"],
  ["/lib64", "the node's programs"],
  ["/usr", "the node's programs"],
  ["/bin", "the node's programs"],
  ["/sbin", "the node's programs"],
  ["/opt", "the node's programs"],
  ["/run", "the node's sockets"],
  ["/var/run", "the node's sockets"],
  ["/var/lib/kubelet", "the secrets of every pod on the node"],
]);

/** Directories of which every part is as dangerous as the whole. */
const uniform: readonly (readonly [string, string])[] = [
  ["/etc/kubernetes", "the node's keys to the cluster"],
  ["/etc/cni", "what the node connects pods with"],
  ["/etc/systemd", "what the node runs as root"],
  ["/etc/cron.d", "what the node runs as root"],
  ["/etc/apt", "what the node installs"],
  ["/etc/ssh", "the node's keys and logins"],
  ["/opt/cni/bin", "programs that the node runs as root"],
  ["/usr/libexec/kubernetes", "programs that the node runs as root"],
  ["/var/lib/kubelet/pods", "the secrets of every pod on the node"],
  ["/var/lib/etcd", "the whole cluster's state"],
  ["/var/lib/docker", "every container's files"],
  ["/var/lib/containerd", "every container's files"],
  ["/var/lib/containers", "every container's files"],
  ["/run/docker", "the container runtime's sockets and state"],
  ["/var/run/docker", "the container runtime's sockets and state"],
  ["/run/containerd", "the container runtime's sockets and state"],
  ["/var/run/containerd", "the container runtime's sockets and state"],
  ["/run/crio", "the container runtime's sockets and state"],
  ["/var/run/crio", "the container runtime's sockets and state"],
  ["/root", "root's files and keys"],
  ["/home", "people's files and keys"],
  ["/proc", "every process of the node"],
  ["/sys", "the node's kernel settings"],
  ["/boot", "the node's kernel"],
  ["/var/log", "the node's logs, and through symlinks any file"],
];
