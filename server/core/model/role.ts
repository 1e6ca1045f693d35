import type { YamlView } from "../syntax/yaml-view.ts";
import type { KubernetesObject } from "./kubernetes.ts";

/** A word in a list of a role or a binding. */
export interface Token {
  readonly text: string;
  readonly view: YamlView;
}

/** A Role or ClusterRole; also the permissions that an operator's bundle asks for. */
export interface Role {
  readonly object: KubernetesObject;
  readonly name: string;
  readonly namespace: string | undefined;
  /** True for a ClusterRole: what it grants counts everywhere as soon as a ClusterRoleBinding names it. */
  readonly clusterWide: boolean;
  /** Empty where the role is put together from others: the control plane overwrites what stands here. */
  readonly rules: readonly PolicyRule[];
  /** `aggregationRule`, where it stands. */
  readonly aggregation: YamlView | undefined;
  /** The labels that add this role to others: `view` for `rbac.authorization.k8s.io/aggregate-to-view`. */
  readonly addsTo: readonly Token[];
  /** It comes with Kubernetes: nobody has written it. */
  readonly builtin: boolean;
}

/** One entry of a role's `rules`. */
export interface PolicyRule {
  readonly role: Role;
  readonly view: YamlView;
  readonly apiGroups: readonly Token[];
  readonly resources: readonly Token[];
  readonly verbs: readonly Token[];
  readonly resourceNames: readonly Token[];
  readonly nonResourceUrls: readonly Token[];
  /** The words that grant some of what is asked for; undefined where none of it is granted. */
  grants(right: Right): Grant | undefined;
}

/** One of the verbs on one of the resources in one of the groups. A resource may be a part: `pods/exec`. */
export interface Right {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** The resources belong to no namespace, so that a Role cannot grant them. */
  readonly clusterScoped?: boolean;
}

export interface Grant {
  readonly resources: readonly Token[];
  readonly verbs: readonly Token[];
}
