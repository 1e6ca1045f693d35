import type { YamlView } from "../../syntax/yaml-view.ts";
import type { Pod } from "../kubernetes.ts";
import type { Check, Failure } from "./check.ts";
import { exemptAsWindows, given, nameOf, relaxedByUserNamespace, securityContexts } from "./check.ts";

/** What the kernel confines the processes with. */
export const confinementChecks: readonly Check[] = [
  {
    id: "appArmorProfile",
    level: "baseline",
    since: 0,
    *failures(pod) {
      for (const { who, view } of securityContexts(pod))
        yield* wrongProfile(who, "AppArmor", view.get("appArmorProfile"));
      for (const { key, value } of pod.metadata?.get("annotations")?.entries() ?? []) {
        const profile = key.startsWith("container.apparmor.security.beta.kubernetes.io/") ? value.text() : undefined;
        if (!profile || profile === "runtime/default" || profile.startsWith("localhost/")) continue;
        yield { message: `An annotation sets AppArmor profile ${profile}.`, span: value.span, view: value };
      }
    },
  },
  {
    id: "seLinuxOptions",
    level: "baseline",
    since: 0,
    *failures(pod, minor) {
      for (const { who, view } of securityContexts(pod)) {
        const options = view.get("seLinuxOptions");
        const type = options?.get("type");
        const named = type?.text();
        if (type && named && !isContainerType(named, minor)) {
          yield { message: `${who} sets SELinux type ${named}.`, span: type.span, view: type };
        }
        for (const field of ["user", "role"]) {
          const set = options?.get(field);
          if (set?.text()) yield { message: `${who} sets an SELinux ${field}.`, span: set.span, view: set };
        }
      }
    },
  },
  {
    id: "procMount",
    level: "baseline",
    since: 0,
    failures: (pod, minor) => (relaxedByUserNamespace(pod, minor) ? [] : unmaskedProc(pod)),
  },
  // From here on baseline lets pods with a user namespace unmask /proc, and restricted still doesn't.
  { id: "procMount_restricted", level: "restricted", since: 35, failures: unmaskedProc },
  { id: "seccompProfile_baseline", level: "baseline", since: 0, until: 19, failures: seccompAnnotations },
  { id: "seccompProfile_baseline", level: "baseline", since: 19, failures: wrongSeccomp },
  {
    id: "seccompProfile_restricted",
    level: "restricted",
    since: 19,
    failures: (pod, minor) => (exemptAsWindows(pod, minor) ? [] : seccompRequired(pod)),
  },
];

function isContainerType(type: string, minor: number): boolean {
  if (type === "container_engine_t") return minor >= 31;
  return type === "container_t" || type === "container_init_t" || type === "container_kvm_t";
}

function* unmaskedProc({ containers }: Pod): Iterable<Failure> {
  for (const container of containers) {
    const view = given(container.securityContext?.get("procMount"));
    if (!view || view.text() === "Default") continue;
    yield { message: `${nameOf(container)} sees more of /proc: procMount is ${view.text()}.`, span: view.span, view };
  }
}

function* wrongProfile(who: string, what: string, profile: YamlView | undefined): Iterable<Failure> {
  if (!given(profile) || !profile) return;
  const type = given(profile.get("type"));
  const name = type?.text();
  if (name === "RuntimeDefault" || name === "Localhost") return;
  const view = type ?? profile;
  yield {
    message: `${who} sets ${what} profile ${name ?? "without a type"}.`,
    span: type?.span ?? profile.keySpan,
    view,
  };
}

const seccompPrefix = "seccomp.security.alpha.kubernetes.io/";

/** Before the field there were annotations, of the pod and of each container. */
function* seccompAnnotations({ metadata, containers }: Pod): Iterable<Failure> {
  const keys = [`${seccompPrefix}pod`, ...containers.map(({ name }) => `container.${seccompPrefix}${name}`)];
  for (const key of keys) {
    const view = metadata?.get("annotations")?.get(key);
    const profile = view?.text();
    if (!view || profile === undefined) continue;
    if (profile === "runtime/default" || profile === "docker/default" || profile.startsWith("localhost/")) continue;
    yield { message: `An annotation sets seccomp profile ${profile}.`, span: view.span };
  }
}

function* wrongSeccomp(pod: Pod): Iterable<Failure> {
  for (const { who, view } of securityContexts(pod)) yield* wrongProfile(who, "seccomp", view.get("seccompProfile"));
}

/** Where somebody sets a wrong profile, that is the answer; what is only absent is asked for where nobody does. */
function seccompRequired(pod: Pod): readonly Failure[] {
  const wrong = [...wrongSeccomp(pod)];
  if (wrong.length > 0 || given(pod.securityContext?.get("seccompProfile"))) return wrong;
  return pod.containers
    .filter((container) => !given(container.securityContext?.get("seccompProfile")))
    .map((container) => ({ message: `${nameOf(container)} has no seccomp profile.`, span: container.nameSpan }));
}
