/** Kinds of volumes, and what they open. */
export const volumeTypes: Readonly<Record<string, string>> = {
  awsElasticBlockStore:
    "a disk of Amazon's that the pod names itself, past storage classes. Pod Security restricted forbids it.",
  azureDisk: "a disk of Azure's that the pod names itself, past storage classes. Pod Security restricted forbids it.",
  azureFile: "a share of Azure's with its key in a Secret, past storage classes. Pod Security restricted forbids it.",
  cephfs: "a Ceph file system that the pod names itself. Pod Security restricted forbids it.",
  configMap: "files of a ConfigMap, read-only. Whoever may change the ConfigMap changes them in the running pod.",
  csi: "a volume of a driver, for this pod alone: with the Secrets Store driver, secrets of a vault.",
  downwardAPI: "files that tell of the pod itself: its labels, its address, its limits.",
  emptyDir: "an empty directory that goes with the pod. It is where a container with a read-only file system writes.",
  ephemeral: "a claim that is made with the pod and goes with it.",
  fc: "a disk of a Fibre Channel network. Pod Security restricted forbids it.",
  flexVolume:
    "a volume of a program on the node that runs as root; given up for CSI. Pod Security restricted forbids it.",
  gcePersistentDisk: "a disk of Google's that the pod names itself. Pod Security restricted forbids it.",
  gitRepo: "a repository that the node clones as root; since Kubernetes 1.33 the kubelet refuses it.",
  glusterfs: "a Gluster file system that the pod names itself. Pod Security restricted forbids it.",
  hostPath:
    "a path of the node. Whoever gets into the container reads what is there, and may write it: a usual way out. Pod Security baseline forbids it.",
  image: "the files of another image, read-only.",
  iscsi: "a disk of an iSCSI server that the pod names itself. Pod Security restricted forbids it.",
  nfs: "a share of a server that the pod names itself, unencrypted. Pod Security restricted forbids it.",
  persistentVolumeClaim: "storage that outlives the pod, of a class that the cluster offers.",
  projected: "files of several sources in one directory: Secrets, ConfigMaps, tokens of the pod's account.",
  rbd: "a Ceph disk that the pod names itself. Pod Security restricted forbids it.",
  secret: "files of a Secret. Whoever gets into the container reads them.",
  vsphereVolume: "a disk of vSphere's that the pod names itself. Pod Security restricted forbids it.",
};

type Table = Readonly<Record<string, string>>;

const lookUp =
  (table: Table, otherwise?: string) =>
  (text: string): string | undefined => {
    const meaning = Object.hasOwn(table, text) ? table[text] : otherwise;
    return meaning && `**${text}**: ${meaning}`;
  };

/** What a value of a field means, by the field. */
export const words = {
  seccompType: lookUp({
    RuntimeDefault: "the runtime's own list of system calls: without the rare ones that most escapes go through.",
    Localhost: "a list of the node's own, named by `localhostProfile`.",
    Unconfined: "no list: every system call of the kernel is in reach. Pod Security baseline forbids it.",
  }),
  appArmorType: lookUp({
    RuntimeDefault: "the runtime's own profile: no mounting, no writing to /proc and /sys.",
    Localhost: "a profile that is loaded on the node, named by `localhostProfile`.",
    Unconfined: "no profile. Pod Security baseline forbids it.",
  }),
  sysctl: lookUp(
    {
      "kernel.shm_rmid_forced": "removes shared memory that nobody uses. Safe: it holds in the pod alone.",
      "net.ipv4.ip_unprivileged_port_start":
        "from which port on anybody may listen. With 0 no container needs NET_BIND_SERVICE or root for port 80. Safe: it holds in the pod alone.",
      "net.ipv4.ip_local_port_range": "the ports that connections go out from. Safe: it holds in the pod alone.",
      "net.ipv4.ping_group_range": "which groups may ping without NET_RAW. Safe: it holds in the pod alone.",
      "net.ipv4.tcp_syncookies":
        "keeps a flood of half-open connections from filling the queue. Safe: it holds in the pod alone.",
    },
    "a setting of the kernel. Those that are not on the list of safe ones can reach other pods or the node.",
  ),
  mountPropagation: lookUp({
    None: "later mounts of the node do not appear here, nor the other way round.",
    HostToContainer: "later mounts of the node below this path appear in the container.",
    Bidirectional:
      "what the container mounts appears on the node and in other pods: an attacker lays his files over theirs. Only for privileged containers.",
  }),
  hostPathType: lookUp({
    DirectoryOrCreate: "the kubelet creates a missing directory as root, on whichever node the pod comes to.",
    FileOrCreate: "the kubelet creates a missing file as root, on whichever node the pod comes to.",
    Directory: "a directory has to be there.",
    File: "a file has to be there.",
    Socket: "a socket has to be there. Whoever talks to it talks to a program of the node.",
    CharDevice: "a device of the node has to be there.",
    BlockDevice: "a disk of the node has to be there: whoever reads it reads every file on it.",
  }),
  serviceType: lookUp({
    ClusterIP: "an address inside of the cluster alone.",
    NodePort: "a port on every node, past every Ingress and its rules.",
    LoadBalancer:
      "an address of the cloud's, public unless an annotation keeps it inside. `loadBalancerSourceRanges` names who may come in.",
    ExternalName: "another name for a host elsewhere; nothing checks where it leads.",
  }),
  policyType: lookUp({
    Ingress: "the policy decides who may connect to the pods that it selects: without a rule, nobody.",
    Egress: "the policy decides what the pods that it selects may connect to: without a rule, nothing, DNS included.",
  }),
  podSecurityMode: lookUp({
    enforce: "pods that do not reach the level are refused. Workloads are created all the same, and then stand still.",
    audit: "pods that do not reach the level are noted in the audit log.",
    warn: "whoever applies such a pod or workload is warned.",
    "enforce-version": "the version of Kubernetes whose level is meant; `latest` follows the cluster.",
    "audit-version": "the version of Kubernetes whose level is meant; `latest` follows the cluster.",
    "warn-version": "the version of Kubernetes whose level is meant; `latest` follows the cluster.",
  }),
  podSecurityLevel: lookUp({
    privileged: "lets everything in.",
    baseline:
      "forbids the known ways to the node: host namespaces and paths, privileged containers, dangerous capabilities.",
    restricted: "asks for least privilege as well: no root, no capabilities, a seccomp profile, no escalation.",
  }),
} as const;
