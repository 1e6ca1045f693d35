import { grantFinding, namedGrants } from "../../../model/named-grants.ts";
import { perRole } from "../../../model/per-role.ts";
import type { Right } from "../../../model/role.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "persistent-volume-creation",
  title: "A role can create persistent volumes",
  why: "A persistent volume of the type hostPath is any directory of a node: no Pod Security level keeps a pod from claiming it.",
  mayBreak: "Nothing is changed for you: only what provisions storage needs this right.",
  severity: "warning",
  references: ["CIS Kubernetes 5.1.9", "Kubernetes documentation: Role Based Access Control Good Practices", "CWE-668"],
  aliases: {
    kubescape: ["C-0278"],
    cis_kubernetes: ["5.1.9"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, right)) {
      yield {
        ...grantFinding(grant, {
          message: `${grant.who} can create persistent volumes, also of a node's own directories.`,
        }),
        ...(provisions(grant.role) && !grant.idle && { severity: "info" as const }),
      };
    }
  },
});

const right: Right = { groups: [""], resources: ["persistentvolumes"], verbs: ["create"], clusterScoped: true };

/** What has to do with storage classes as well is a provisioner, whose work this is. */
const provisions = perRole(({ rules }) =>
  rules.some(({ apiGroups }) => apiGroups.some(({ text }) => text === "storage.k8s.io")),
);
