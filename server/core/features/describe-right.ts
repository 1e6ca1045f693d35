import type { Token } from "../model/role.ts";

type Words = Readonly<Record<string, string>>;

const verbs: Words = {
  "*": "every verb, also those to come: to escalate, to bind, to impersonate and to delete everything at once.",
  get: "reads one object by its name. Of a Secret that is its content.",
  list: "reads all objects at once, with their content: a list of Secrets is the Secrets themselves.",
  watch: "is sent every object and every change, with its content.",
  create: "makes new objects. Of a pod that means: runs any image with any account of the namespace.",
  update: "replaces an object. Of a workload that means: changes what it runs.",
  patch: "changes parts of an object. Of a workload that means: changes what it runs.",
  delete: "deletes one object.",
  deletecollection: "deletes all objects at once.",
  escalate: "writes roles with more rights than one has. Whoever may, makes himself cluster-admin.",
  bind: "gives any role to anybody. Whoever may, gives himself cluster-admin.",
  impersonate: "acts as another user, group or account, with all of their rights; the audit log names both.",
  approve: "approves certificates of a signer. Whoever may, has one made out in any name.",
  sign: "signs certificates by itself, in any name.",
  use: "uses what the object names, a security context for example.",
};

const resources: Words = {
  "*": "every resource of the group, also those to come; of the core group that includes Secrets.",
  secrets: "passwords, keys and tokens. Whoever reads them has what they open.",
  configmaps: "settings. Changing them changes what programs do.",
  pods: "whoever may create them runs any image with any account of the namespace, and mounts any of its Secrets.",
  "pods/exec": "a shell in a running container, with its account and its secrets.",
  "pods/attach": "the console of a running container.",
  "pods/ephemeralcontainers": "puts a container of one's own into a running pod.",
  "pods/portforward": "reaches ports of pods that nothing exposes, past network policies.",
  "pods/log": "what programs write, which is often more than they should.",
  "nodes/proxy": "the kubelet's own interface: runs commands in every pod of the node, and no audit log tells of it.",
  nodes: "changing them moves workloads to where an attacker wants them.",
  "nodes/status": "what a node says of itself: changing it moves workloads, and says where the node is reached.",
  apiservices: "which server answers for a part of the cluster's API: whoever writes one reads what is sent there.",
  serviceaccounts: "accounts of programs. With the verb impersonate, whoever has it acts as any of them.",
  "serviceaccounts/token": "makes tokens for any account, and with that takes on its rights.",
  roles: "the rights of a namespace.",
  clusterroles: "the rights of the whole cluster.",
  rolebindings: "who has which rights in a namespace.",
  clusterrolebindings: "who has which rights in the whole cluster.",
  mutatingwebhookconfigurations: "programs that see and change every object that is created, Secrets included.",
  validatingwebhookconfigurations:
    "programs that see every object that is created, and refuse some: taking one away opens the gate.",
  validatingadmissionpolicies: "gates of the cluster: taking one away opens it.",
  certificatesigningrequests: "requests for certificates that the cluster believes.",
  "certificatesigningrequests/approval": "approves certificates. Whoever may, has one made out in any name.",
  persistentvolumes: "storage of the whole cluster. Whoever creates one can make it a directory of the node.",
  customresourcedefinitions: "kinds of objects. Changing one can break what lives by it.",
  namespaces: "their labels decide which pods may run in them.",
  endpoints: "where traffic for a Service goes: changing them leads it elsewhere.",
  endpointslices: "where traffic for a Service goes: changing them leads it elsewhere.",
  networkpolicies: "who may talk to whom: taking one away opens the way.",
  deployments: "whoever may create or change them runs any image with any account of the namespace.",
  daemonsets: "whoever may create or change them runs any image on every node.",
  statefulsets: "whoever may create or change them runs any image with any account of the namespace.",
  jobs: "whoever may create them runs any image with any account of the namespace.",
  cronjobs: "whoever may create or change them runs any image, again and again.",
};

const describe = (words: Words, { text }: Token): string | undefined =>
  Object.hasOwn(words, text) ? `**${text.replaceAll("*", "\\*")}**: ${words[text]}` : undefined;

export const describeVerb = (token: Token): string | undefined => describe(verbs, token);
export const describeResource = (token: Token): string | undefined => describe(resources, token);
