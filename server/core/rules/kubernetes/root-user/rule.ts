import { type Change, remove, set } from "../../../edits/change.ts";
import type { Container, EffectiveField, Pod } from "../../../model/kubernetes.ts";
import { volumeAssumption } from "../../../model/new-volume.ts";
import { overriddenSetting } from "../../../model/overridden-setting.ts";
import { type Account, knownAccount, runAs, spareAccount } from "../../../model/pod-account.ts";
import { relaxedByUserNamespace } from "../../../model/pod-security/check.ts";
import { minorOf } from "../../../model/pod-security/evaluate.ts";
import { unlessRootWorks } from "../../../model/root-work.ts";
import { type Finding, type Fix, kubernetesRule } from "../../../rule.ts";
import type { YamlView } from "../../../syntax/yaml-view.ts";

export default kubernetesRule({
  id: "root-user",
  title: "The container may run as root",
  why: "A process that escapes its container keeps its uid, and uid 0 is root on the node as well. Inside, root can install tools and read every file.",
  mayBreak:
    "Without runAsUser, a container whose image runs as root, or names its user instead of giving a number, does not start. An image made for root can't write to its own files or bind ports below 1024; files on volumes may need fsGroup.",
  severity: "warning",
  references: [
    "Pod Security Standards: restricted",
    "CIS Kubernetes 5.2.7",
    "NSA/CISA Kubernetes Hardening Guide",
    "CWE-250",
  ],
  aliases: {
    trivy: ["KSV-0012", "KSV-0105", "KSV-0118"],
    checkov: ["CKV_K8S_23", "CKV_K8S_29", "CKV_K8S_30"],
    kics: ["cf34805e-3872-4c08-bf92-6ff7bb0cfadb", "a97a340a-0063-418e-b3a1-3028941d0995"],
    kube_linter: ["run-as-non-root"],
    polaris: ["runAsRootAllowed"],
    kubesec: ["RunAsNonRoot"],
    kubescape: ["C-0013", "C-0198", "C-0211"],
    kyverno: ["pod-security/require-run-as-nonroot", "pod-security/require-run-as-non-root-user"],
    cis_kubernetes: ["5.2.7"],
    gatekeeper: ["pod-security-policy/users"],
  },
  podSecurity: { level: "restricted", check: "runAsNonRoot", since: "1.0" },
  options: {},

  *check(manifest, _options, { kubernetesVersion }) {
    const minor = minorOf(kubernetesVersion);
    const reported = new Set<number>();
    for (const container of manifest.containers) {
      if (container.pod.windowsHint || relaxedByUserNamespace(container.pod, minor)) continue;
      const finding = judge(container);
      if (!finding || reported.has(finding.span.start)) continue;
      reported.add(finding.span.start);
      yield container.pod.ownUserNamespace ? { ...finding, ...inUserNamespace } : finding;
    }
    for (const pod of manifest.pods) {
      if (!pod.windowsHint && !relaxedByUserNamespace(pod, minor)) yield* overridden(pod);
    }
  },
});

const inUserNamespace = {
  severity: "info",
  note: "The pod has a user namespace of its own, so root of the container is nobody on the node; Pod Security takes that into account from Kubernetes 1.35 on.",
} as const;

/** What the pod sets and no container uses: nothing runs as root by it, and restricted refuses the pod all the same. */
function* overridden(pod: Pod): Iterable<Finding> {
  const nonRoot = overriddenSetting(pod, "runAsNonRoot");
  if (nonRoot?.boolean() === false) yield unused(nonRoot, "runAsNonRoot: false", set(nonRoot.path, true));
  const user = overriddenSetting(pod, "runAsUser");
  if (user?.number() === 0) yield unused(user, "runAsUser: 0", remove(user.path));
}

const unused = ({ span }: YamlView, what: string, change: Change): Finding => ({
  span,
  message: `${what} of the pod has no effect, as each container sets its own; Pod Security forbids it all the same.`,
  severity: "info",
  fixes: () => [{ title: change.op === "set" ? "Set it to true" : "Remove it", safety: "safe", changes: [change] }],
});

function judge(container: Container): Finding | undefined {
  const user = container.effective("runAsUser");
  const nonRoot = container.effective("runAsNonRoot");
  const subject = (from: string) =>
    from === "pod" ? `every container of ${container.pod.object.name || "the pod"}` : container.name;
  if (user.value === 0 && user.view) return explicitRoot(container, subject(user.from), user.view, nonRoot.view);
  if (nonRoot.value === true || (nonRoot.view && nonRoot.value === undefined)) return undefined;
  if (nonRoot.view) return explicitFalse(container, subject(nonRoot.from), nonRoot.view, user.value);
  if (container.pod.object.partial) return undefined;
  // A uid is in force, or the image is known to set one: only the guarantee is missing.
  const { facts } = container;
  const uid = user.value ?? (facts?.runsAsRoot === false ? facts.uid : undefined);
  const unproven = user.view !== undefined || facts?.runsAsRoot === false;
  return {
    span: container.nameSpan,
    message: unproven
      ? `${container.name} runs as ${uid ?? "another user"}, but nothing keeps it from root: set runAsNonRoot.`
      : facts?.runsAsRoot
        ? `${container.name} runs as root: the image ${facts.image} does, and runAsNonRoot is not set.`
        : `${container.name} may run as root: runAsNonRoot is not set.`,
    absent: true,
    ...(unproven && { severity: "info" as const }),
    ...unlessRootWorks([container], () => fixes(container)),
  };
}

function explicitRoot(container: Container, subject: string, view: YamlView, nonRoot: YamlView | undefined): Finding {
  const account = knownAccount(container) ?? spareAccount;
  const contradicts = nonRoot?.boolean() === true;
  const home = view.path.slice(0, -1);
  return {
    span: view.span,
    message: contradicts
      ? `runAsUser: 0 is root, and runAsNonRoot forbids it: ${subject} can't start.`
      : `runAsUser is 0: ${subject} runs as root.`,
    ...unlessRootWorks(heirs(container, userOf), () => [
      {
        title: `Run as uid ${account.uid}`,
        safety: "review",
        changes: [set(view.path, account.uid), ...(contradicts ? [] : [set([...home, "runAsNonRoot"], true)])],
        assumes: ofVolumes(heirs(container, userOf)),
      },
    ]),
  };
}

function explicitFalse(container: Container, subject: string, view: YamlView, uid: number | undefined): Finding {
  return {
    span: view.span,
    message: uid
      ? `runAsNonRoot is false: ${subject} runs as ${uid}, and nothing keeps the next from root.`
      : `runAsNonRoot is false: ${subject} may run as root.`,
    ...(uid ? { severity: "info" as const } : {}),
    ...unlessRootWorks(heirs(container, nonRootOf), () => {
      const account = uid ? undefined : knownAccount(container);
      const own = account ? [set([...view.path.slice(0, -1), "runAsUser"], account.uid)] : [];
      const concerned = heirs(container, nonRootOf);
      const sure = own.length > 0 || concerned.every(isNumbered);
      const changes = [set(view.path, true), ...own];
      const assumes = sure ? ofVolumes(own.length > 0 ? concerned : []) : ofUser;
      return [{ title: "Require a user other than root", safety: "review", changes, assumes }];
    }),
  };
}

const ofUser =
  "Which user the image sets is not known. If it is root, or a name instead of a number, the container does not start: set runAsUser then.";

function ofVolumes(containers: readonly Container[]): string | undefined {
  return containers.map(volumeAssumption).find((text) => text !== undefined);
}

/** True where the manifest or the image is known to set a number other than root's: all that runAsNonRoot asks for. */
function isNumbered(container: Container): boolean {
  const { facts } = container;
  if (container.effective("runAsUser").view) return true;
  return facts?.runsAsRoot === false && /^\d/.test(facts.user ?? "");
}

/** The containers that a container's setting speaks for: several, where it is the pod's. */
function heirs(container: Container, setting: (one: Container) => EffectiveField<unknown>): readonly Container[] {
  if (setting(container).from !== "pod") return [container];
  return container.pod.containers.filter((one) => setting(one).from === "pod");
}

const userOf = (container: Container) => container.effective("runAsUser");
const nonRootOf = (container: Container) => container.effective("runAsNonRoot");

/** The image's own account where it is known; else the guarantee alone, and beside it a uid that no image needs to know. */
function fixes(container: Container): readonly Fix[] {
  const account = knownAccount(container);
  const sure = isNumbered(container);
  const require: Fix = {
    title: "Require a user other than root",
    safety: "review",
    changes: [set([...container.path, "securityContext", "runAsNonRoot"], true)],
    assumes: sure ? undefined : ofUser,
  };
  const as = (one: Account): Fix => ({
    title: `Run as uid ${one.uid}`,
    safety: "review",
    changes: runAs(container, one),
    assumes: ofVolumes([container]),
  });
  if (sure) return [require];
  if (account) return [as(account)];
  return container.facts?.runsAsRoot ? [as(spareAccount)] : [require, as(spareAccount)];
}
