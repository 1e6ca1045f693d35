import type { YamlView } from "../../syntax/yaml-view.ts";
import { baselineCapabilities } from "../capabilities.ts";
import type { Pod } from "../kubernetes.ts";
import type { Check, Failure } from "./check.ts";
import { exemptAsWindows, given, nameOf, relaxedByUserNamespace, securityContexts } from "./check.ts";

/** What a process may do, and as whom. */
export const privilegeChecks: readonly Check[] = [
  {
    id: "privileged",
    level: "baseline",
    since: 0,
    *failures({ containers }) {
      for (const container of containers) {
        const view = container.securityContext?.get("privileged");
        if (view?.boolean() === true) yield { message: `${nameOf(container)} is privileged.`, span: view.span };
      }
    },
  },
  {
    id: "capabilities_baseline",
    level: "baseline",
    since: 0,
    failures: (pod) => addedBeyond(pod, baselineCapabilities),
  },
  {
    id: "capabilities_restricted",
    level: "restricted",
    since: 22,
    *failures(pod, minor) {
      if (exemptAsWindows(pod, minor)) return;
      for (const container of pod.containers) {
        if (container.dropped.includes("ALL")) continue;
        const drop = given(container.securityContext?.at("capabilities", "drop"));
        yield {
          message: `${nameOf(container)} doesn't drop ALL capabilities.`,
          span: drop?.keySpan ?? container.nameSpan,
        };
      }
      yield* addedBeyond(pod, new Set(["NET_BIND_SERVICE"]));
    },
  },
  {
    id: "allowPrivilegeEscalation",
    level: "restricted",
    since: 8,
    *failures(pod, minor) {
      if (exemptAsWindows(pod, minor)) return;
      for (const container of pod.containers) {
        const view = given(container.securityContext?.get("allowPrivilegeEscalation"));
        if (view?.boolean() === false) continue;
        const span = view?.span ?? container.nameSpan;
        yield { message: `${nameOf(container)} may gain more privileges than its parent process.`, span };
      }
    },
  },
  {
    id: "runAsNonRoot",
    level: "restricted",
    since: 0,
    failures: (pod, minor) => (relaxedByUserNamespace(pod, minor) ? [] : runAsNonRoot(pod)),
  },
  {
    id: "runAsUser",
    level: "restricted",
    since: 23,
    *failures(pod, minor) {
      if (relaxedByUserNamespace(pod, minor)) return;
      for (const { who, view } of securityContexts(pod)) {
        const user = view.get("runAsUser");
        if (user?.number() === 0)
          yield { message: `${who} runs as root: runAsUser is 0.`, span: user.span, view: user };
      }
    },
  },
];

function* addedBeyond({ containers }: Pod, allowed: ReadonlySet<string>): Iterable<Failure> {
  for (const container of containers) {
    for (const { name, view } of container.added) {
      if (!allowed.has(name)) yield { message: `${nameOf(container)} adds capability ${name}.`, span: view.span };
    }
  }
}

/** Where somebody says `false`, that is the answer; what is only absent is asked for where nobody does. */
function runAsNonRoot(pod: Pod): readonly Failure[] {
  const wrong: Failure[] = [];
  for (const { who, view } of securityContexts(pod)) {
    const setting = given(view.get("runAsNonRoot"));
    if (setting && setting.boolean() !== true) {
      const message = `${who} may run as root: runAsNonRoot is ${asWritten(setting)}.`;
      wrong.push({ message, span: setting.span, view: setting });
    }
  }
  if (wrong.length > 0 || given(pod.securityContext?.get("runAsNonRoot"))) return wrong;
  return pod.containers
    .filter((container) => !given(container.securityContext?.get("runAsNonRoot")))
    .map((container) => ({
      message: `${nameOf(container)} may run as root: runAsNonRoot isn't set.`,
      span: container.nameSpan,
    }));
}

const asWritten = (view: YamlView): string => view.text()?.slice(0, 30) ?? "no boolean";
