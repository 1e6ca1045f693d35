import { set } from "../../../edits/change.ts";
import type { Container } from "../../../model/kubernetes.ts";
import { knownAccount, runAs, spareAccount, spareUid } from "../../../model/pod-account.ts";
import { type Finding, type Fix, kubernetesRule } from "../../../rule.ts";

export default kubernetesRule({
  id: "non-numeric-user",
  title: "The container cannot start: nothing proves that it is not root",
  why: "With runAsNonRoot the node refuses an image whose user is root, and one whose user is a name, since a name may be anybody. The quick way out is to take runAsNonRoot away again.",
  mayBreak: "Files that belong to another uid than the one that is set cannot be written.",
  severity: "warning",
  references: ["Kubernetes documentation: Configure a Security Context for a Pod or Container"],
  aliases: {},
  options: {},

  *check(manifest) {
    for (const container of manifest.containers) {
      const finding = container.pod.windowsHint ? undefined : judge(container);
      if (finding) yield finding;
    }
  },
});

function judge(container: Container): Finding | undefined {
  const { facts, imageView, name } = container;
  const nonRoot = container.effective("runAsNonRoot");
  if (!facts || !imageView || nonRoot.value !== true || !nonRoot.view || facts.confidence === "low") return undefined;
  if (container.effective("runAsUser").view) return undefined;
  const named = facts.runsAsRoot === false && facts.user !== undefined && !/^\d/.test(facts.user);
  if (!named && facts.runsAsRoot !== true) return undefined;
  return {
    span: imageView.span,
    message: named
      ? `${name} cannot start: ${facts.image} names its user ${facts.user}, and runAsNonRoot wants a number.`
      : `${name} cannot start: ${facts.image} runs as root, and runAsNonRoot forbids it.`,
    fixes: () => fixes(container),
  };
}

function fixes(container: Container): readonly Fix[] {
  const account = knownAccount(container);
  const { uid, gid = spareUid, fsGroup } = account ?? spareAccount;
  const known = container.facts?.runsAsRoot === false;
  // A name that stands for a known number needs that number alone.
  const changes = known
    ? [set([...container.path, "securityContext", "runAsUser"], uid)]
    : runAs(container, { uid, gid, fsGroup });
  return known && account === undefined ? [] : [{ title: `Run as uid ${uid}`, safety: "review", changes }];
}
