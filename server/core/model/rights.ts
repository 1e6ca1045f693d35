import { deleting, writing } from "./named-grants.ts";
import type { Right } from "./role.ts";

// Rights that a rule reports where a role grants them, and another where an account has them: they are said once.

const core = [""];
const rbac = ["rbac.authorization.k8s.io"];
const certificates = ["certificates.k8s.io"];
const clusterScoped = true;

export const bindRoles: Right = { groups: rbac, resources: ["roles"], verbs: ["bind", "escalate"] };
export const bindClusterRoles: Right = { groups: rbac, resources: ["clusterroles"], verbs: ["bind"] };
export const escalateClusterRoles: Right = {
  groups: rbac,
  resources: ["clusterroles"],
  verbs: ["escalate"],
  clusterScoped,
};

const impersonate = ["impersonate"];
export const actAsPeople: Right = { groups: core, resources: ["users", "groups"], verbs: impersonate, clusterScoped };
export const actAsAccounts: Right = { groups: core, resources: ["serviceaccounts"], verbs: impersonate };
export const makeTokens: Right = { groups: core, resources: ["serviceaccounts/token"], verbs: ["create"] };

/** A web socket begins with a GET. */
export const openShell: Right = { groups: core, resources: ["pods/exec", "pods/attach"], verbs: ["create", "get"] };
export const debugPods: Right = { groups: core, resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] };

export const approveRequests: Right = {
  groups: certificates,
  resources: ["certificatesigningrequests/approval"],
  verbs: ["update", "patch"],
  clusterScoped,
};
export const approveForSigners: Right = {
  groups: certificates,
  resources: ["signers"],
  verbs: ["approve"],
  clusterScoped,
};

export const changeAdmission: Right = {
  groups: ["admissionregistration.k8s.io"],
  resources: [
    "mutatingwebhookconfigurations",
    "validatingwebhookconfigurations",
    "mutatingadmissionpolicies",
    "mutatingadmissionpolicybindings",
    "validatingadmissionpolicies",
    "validatingadmissionpolicybindings",
  ],
  verbs: [...writing, ...deleting],
  clusterScoped,
};

export const changeNodes: Right = {
  groups: core,
  resources: ["nodes", "nodes/status"],
  verbs: ["update", "patch"],
  clusterScoped,
};
export const changeNamespaces: Right = { groups: core, resources: ["namespaces"], verbs: ["update", "patch"] };
export const redirectApi: Right = {
  groups: ["apiregistration.k8s.io"],
  resources: ["apiservices"],
  verbs: writing,
  clusterScoped,
};
