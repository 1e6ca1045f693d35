import { deleting, grantFinding, namedGrants } from "../../../model/named-grants.ts";
import type { Right } from "../../../model/role.ts";
import { dropTokens, reviewFix } from "../../../model/role-fixes.ts";
import { kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "event-deletion",
  title: "A role can delete events",
  why: "Events show what has happened in the cluster. Whoever deletes them hides what they did.",
  mayBreak: "Events go by themselves after an hour: programs seldom need to delete them.",
  severity: "info",
  references: ["CWE-778"],
  aliases: {
    trivy: ["KSV-0042"],
    kubescape: ["C-0031"],
  },
  options: {},

  *check(manifest) {
    for (const grant of namedGrants(manifest, events, logs)) {
      const { rule, verbs, who, what, where } = grant;
      // A `*` of verbs has a rule of its own, and events are the least of it.
      if (verbs.some(({ text }) => text === "*") || rule.resourceNames.length > 0) continue;
      const onlyLogs = what === "pods/log";
      yield {
        ...grantFinding(grant, {
          message: onlyLogs
            ? "Logs of pods cannot be deleted: this grants nothing."
            : `${who} can delete the events ${where}.`,
        }),
        ...(onlyLogs && { severity: "hint" as const }),
        fixes: () =>
          reviewFix("Remove the right to delete", rule.resources.length === 1 ? dropTokens(rule, "verbs", verbs) : []),
      };
    }
  },
});

const events: Right = { groups: ["", "events.k8s.io"], resources: ["events"], verbs: deleting };
const logs: Right = { groups: [""], resources: ["pods/log"], verbs: deleting };
