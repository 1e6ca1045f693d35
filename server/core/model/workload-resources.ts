import type { Right } from "./role.ts";

/** Pods, and what makes pods of a template, with some verbs. */
export const workloadRights = (verbs: readonly string[]): readonly Right[] => [
  { groups: [""], resources: ["pods", "replicationcontrollers"], verbs },
  {
    groups: ["apps", "extensions"],
    resources: ["deployments", "daemonsets", "statefulsets", "replicasets"],
    verbs,
  },
  { groups: ["batch"], resources: ["jobs", "cronjobs"], verbs },
  { groups: ["apps.openshift.io"], resources: ["deploymentconfigs"], verbs },
];
