import { remove, set } from "../../../edits/change.ts";
import { spareUid } from "../../../model/pod-account.ts";
import { type Finding, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "root-group",
  title: "Processes belong to root's group",
  why: "Files that root's group may read or write are open to the process, in the image and on every volume and path of the node that it mounts.",
  mayBreak: "Images made for OpenShift give their files to group 0 and need it.",
  severity: "info",
  references: ["CIS Kubernetes 5.7.3", "CWE-250"],
  aliases: {
    trivy: ["KSV-0116"],
    kube_linter: ["run-as-non-root"],
    kyverno: [
      "other/require-non-root-groups",
      "psp-migration/psp-check-supplemental-groups",
      "other/validate-userid-groupid-fsgroup",
    ],
    gatekeeper: ["pod-security-policy/fsgroup"],
  },
  options: {},

  *check(manifest) {
    for (const pod of manifest.pods) {
      const title = pod.object.name || "the pod";
      if (pod.securityContext) yield* rootGroups(pod.securityContext, title);
      for (const { securityContext, name } of pod.containers) {
        if (securityContext) yield* rootGroups(securityContext, name);
      }
    }
  },
});

function* rootGroups(context: YamlView, who: string): Iterable<Finding> {
  for (const field of ["runAsGroup", "fsGroup"]) {
    const group = context.get(field);
    if (group?.number() !== 0) continue;
    yield {
      span: group.span,
      message:
        field === "fsGroup"
          ? `fsGroup is 0: the volumes of ${who} belong to root's group.`
          : `runAsGroup is 0: processes of ${who} belong to root's group.`,
      fixes: () => [{ title: `Use group ${spareUid}`, safety: "review", changes: [set(group.path, spareUid)] }],
    };
  }
  for (const group of context.get("supplementalGroups")?.items() ?? []) {
    if (group.number() !== 0) continue;
    yield {
      span: group.span,
      message: `supplementalGroups holds 0: processes of ${who} belong to root's group.`,
      fixes: () => [{ title: "Leave root's group", safety: "review", changes: [remove(group.path)] }],
    };
  }
}
