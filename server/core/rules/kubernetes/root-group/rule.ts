import { remove, set } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
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
      const heirs = pod.containers.filter((one) => one.effective("runAsGroup").from === "pod");
      if (pod.securityContext) yield* rootGroups(pod.securityContext, title, heirs.some(needsRootGroup));
      for (const container of pod.containers) {
        const { securityContext, name } = container;
        if (securityContext) yield* rootGroups(securityContext, name, needsRootGroup(container));
      }
    }
  },
});

/** The image's files are made for it. */
const needsRootGroup = ({ facts }: Container): boolean => facts?.podSecurityContext?.runAsGroup === 0;

function* rootGroups(context: YamlView, who: string, needed: boolean): Iterable<Finding> {
  for (const field of ["runAsGroup", "fsGroup"]) {
    const group = context.get(field);
    if (group?.number() !== 0 || (needed && field === "runAsGroup")) continue;
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
