import type { Part } from "../analysis.ts";
import type { Container, EffectiveField, Pod } from "../model/kubernetes.ts";
import type { YamlView } from "../syntax/yaml-view.ts";
import { contains, type Span } from "../text.ts";
import { code, paragraphs } from "./markdown.ts";

/** What a field that decides about security means, and what is in force for the container that the offset is in. */
export function fieldAt(part: Part, offset: number): { readonly span: Span; readonly markdown: string } | undefined {
  if (part.model.target === "compose") {
    const service = part.model.compose.services.find(({ span }) => contains(span, offset));
    return service && describe(service.view, serviceFields, offset, () => undefined);
  }
  if (part.model.target !== "kubernetes") return undefined;
  const { pods, containers } = part.model.manifest;
  const container = containers.find(({ span }) => contains(span, offset));
  if (container) {
    const inForce = (field: string) => containerValue(container, field);
    const context = container.securityContext;
    return context && describe(context, containerFields, offset, inForce);
  }
  const pod = pods.find(({ spec }) => contains(spec.span, offset));
  return pod && podField(pod, offset);
}

type Fields = Readonly<Record<string, string>>;

function podField({ spec, securityContext }: Pod, offset: number): ReturnType<typeof fieldAt> {
  const own = describe(spec, podFields, offset, () => undefined);
  return own ?? (securityContext && describe(securityContext, podContextFields, offset, () => undefined));
}

function describe(
  map: YamlView,
  fields: Fields,
  offset: number,
  inForce: (field: string) => string | undefined,
): ReturnType<typeof fieldAt> {
  for (const { key, value } of map.entries()) {
    if (value.via !== "own" || !contains(value.keySpan, offset)) continue;
    const meaning = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return meaning === undefined
      ? undefined
      : { span: value.keySpan, markdown: paragraphs(`**${key}**: ${meaning}`, inForce(key)) };
  }
  return undefined;
}

function containerValue(container: Container, field: string): string | undefined {
  switch (field) {
    case "runAsUser":
    case "runAsGroup":
      return say(container.effective(field));
    case "runAsNonRoot":
    case "allowPrivilegeEscalation":
    case "privileged":
    case "readOnlyRootFilesystem":
      return say(container.effective(field));
    case "procMount":
      return say(container.effective(field));
    default:
      return undefined;
  }
}

/** Only where it differs from what the line itself says is it worth a word. */
function say({ value, from }: EffectiveField<string | number | boolean>): string | undefined {
  if (from === "pod") return `In force here: ${code(String(value))}, which the pod sets.`;
  return from === "default" && value !== undefined ? `In force here: ${code(String(value))}, the default.` : undefined;
}

const seccomp =
  "which system calls the kernel answers. `RuntimeDefault` blocks the rare ones that most escapes go through; without a profile nothing is filtered, unless the node is set up otherwise.";
const nonRoot =
  "the node refuses to start a container whose user is root. A user that the image gives by name counts as unknown, and is refused too.";
const runAsUser = "the uid that processes start as; without it, the image's own user, which is often root.";
const runAsGroup = "the main group that processes start with; without it, the image's own, which is often 0.";
const selinux =
  "the SELinux label. Types beyond the container types, and users or roles, are ways around its confinement.";
const appArmor = "the AppArmor profile; without it, the runtime's own. `Unconfined` switches it off.";
const windows = "Windows only. `hostProcess` gives the container the node.";

const containerFields: Fields = {
  allowPrivilegeEscalation:
    "whether a process may gain more privileges than its parent, by setuid programs or file capabilities. Allowed unless it says `false`.",
  appArmorProfile: appArmor,
  capabilities:
    "root's powers, one by one. The runtime gives about a dozen that few programs need: drop `ALL` and add back what is missed.",
  privileged: "hands all devices and capabilities of the node to the container. Whoever gets in owns the node.",
  procMount: "`Unmasked` shows the parts of /proc that let a container look at and change the node.",
  readOnlyRootFilesystem:
    "nobody can write to the image's own files. What has to be written goes to mounted volumes. Writable unless it says `true`.",
  runAsGroup,
  runAsNonRoot: nonRoot,
  runAsUser,
  seLinuxOptions: selinux,
  seccompProfile: seccomp,
  windowsOptions: windows,
};

const podContextFields: Fields = {
  appArmorProfile: appArmor,
  fsGroup:
    "a group that owns the pod's volumes and that all its processes belong to, so that they can write without root.",
  runAsGroup,
  runAsNonRoot: nonRoot,
  runAsUser,
  seLinuxOptions: selinux,
  seccompProfile: seccomp,
  supplementalGroups:
    "further groups of every process. Membership in a group of the node opens what that group may open.",
  sysctls: "kernel settings. Beyond a short list they reach other pods or the whole node.",
  windowsOptions: windows,
};

const podFields: Fields = {
  automountServiceAccountToken:
    "whether a token for the Kubernetes API lies in every container. Mounted unless it says `false`.",
  hostIPC: "shares the node's shared memory and semaphores with the pod.",
  hostNetwork: "puts the pod on the node's own network: it can listen to it and reach what listens on localhost.",
  hostPID: "shows the pod every process of the node, with its environment, and lets root in it end them.",
  hostUsers:
    "`false` gives the pod a user namespace of its own: root in it is an ordinary, unprivileged uid on the node.",
  securityContext: "settings for all containers of the pod; what a container sets itself wins.",
  serviceAccountName: "the account that the pod's token speaks for.",
  shareProcessNamespace: "lets the pod's containers see, and as the same user end, each other's processes.",
};

const serviceFields: Fields = {
  cap_add: "gives the container powers of root that Docker withholds.",
  cap_drop:
    "takes powers of root from the container. Docker gives about a dozen that few programs need: drop `ALL` and add back what is missed.",
  ipc: "`host` shares the host's shared memory and semaphores.",
  network_mode: "`host` puts the container on the host's own network, where it reaches what listens on localhost.",
  pid: "`host` shows the container every process of the host.",
  privileged: "hands all devices and capabilities of the host to the container. Whoever gets in owns the host.",
  read_only: "nobody can write to the image's own files. What has to be written goes to volumes and `tmpfs`.",
  security_opt:
    "`no-new-privileges:true` keeps processes from gaining more by setuid programs; `seccomp` and `apparmor` choose, or switch off, the kernel's filters.",
  user: "who the processes start as; without it, the image's own user, which is often root.",
  userns_mode: "`host` leaves the user namespace that separates root inside from root outside.",
};
