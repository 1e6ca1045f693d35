import type { YamlView } from "../../syntax/yaml-view.ts";
import type { Span } from "../../text.ts";
import type { Container, Pod } from "../kubernetes.ts";

/** One check of the Pod Security Standards, by upstream's id. */
export interface Check {
  readonly id: string;
  readonly level: "baseline" | "restricted";
  /** The minor versions of Kubernetes 1 whose policy has it: from `since` to before `until`. */
  readonly since: number;
  readonly until?: number;
  failures(pod: Pod, minor: number): Iterable<Failure>;
}

export interface Failure {
  readonly message: string;
  /** The smallest offending token; for something absent, the name of what lacks it. */
  readonly span: Span;
  /** What stands there and is wrong, where a rule makes a fix of it. */
  readonly view?: YamlView;
}

/** A value that upstream would see: null is the same as absent. */
export function given(view: YamlView | undefined): YamlView | undefined {
  return view && !view.isNull() ? view : undefined;
}

/** The pod's and the containers' security contexts, as far as they stand there. */
export function* securityContexts(pod: Pod): Iterable<{ readonly who: string; readonly view: YamlView }> {
  if (pod.securityContext) yield { who: "The pod", view: pod.securityContext };
  for (const container of pod.containers) {
    if (container.securityContext) yield { who: nameOf(container), view: container.securityContext };
  }
}

export const nameOf = (container: Container): string => `Container ${container.name}`;

/** The relaxations for pods with a user namespace of their own came with the policy of this version. */
const userNamespaces = 35;

export function relaxedByUserNamespace(pod: Pod, minor: number): boolean {
  return minor >= userNamespaces && pod.ownUserNamespace;
}

/** The exemptions of pods that name Windows as their system came with the policy of this version. */
const windowsExempt = 25;

export function exemptAsWindows(pod: Pod, minor: number): boolean {
  return minor >= windowsExempt && pod.windows;
}
