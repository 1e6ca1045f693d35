import type { LabelSelector, Labels } from "../model/label-selector.ts";
import type { ScanReport } from "../reports/scan-report.ts";

/** A token on one line of a file; lines and characters count from zero. */
export interface Place {
  /** As the host names its files. */
  readonly path: string;
  readonly line: number;
  readonly character: number;
  readonly endCharacter: number;
}

/** What other documents may ask of an object. Plain data, so that it can be handed to another thread. */
export type WorkspaceObject =
  | NetworkPolicyObject
  | NamespaceObject
  | ServiceAccountObject
  | ServiceObject
  | RouteObject
  | BoundsObject
  | RoleObject
  | GrantObject
  | IgnoreFileObject
  | ScanReportObject
  | KustomizationObject
  | PatchObject;

export type ObjectType = WorkspaceObject["type"];
export type ObjectOf<Type extends ObjectType> = Extract<WorkspaceObject, { readonly type: Type }>;

interface Named {
  readonly kind: string;
  readonly name: string;
  /** Undefined where the object does not say: then whoever applies it decides. */
  readonly namespace: string | undefined;
  readonly at: Place;
}

export interface NetworkPolicyObject extends Named {
  readonly type: "network-policy";
  /** Undefined where it cannot be evaluated: another product's selector, or a template. */
  readonly selector: LabelSelector | undefined;
  /** It holds in every namespace. */
  readonly everywhere: boolean;
  readonly ingress: boolean;
  readonly egress: boolean;
}

export interface NamespaceObject extends Named {
  readonly type: "namespace";
  /** `pod-security.kubernetes.io/enforce` with its version; `at` is the level's value. */
  readonly enforces: { readonly level: string; readonly version: string | undefined; readonly at: Place } | undefined;
}

export interface ServiceAccountObject extends Named {
  readonly type: "service-account";
  readonly automounts: boolean | undefined;
}

export interface ServiceObject extends Named {
  readonly type: "service";
  /** Undefined where it selects nothing, or nobody knows what. */
  readonly selector: Labels | undefined;
  /** `ClusterIP` where none is given. */
  readonly serviceType: string;
  /** Its load balancer has an address of the cluster's own network. */
  readonly internal: boolean;
}

/** What leads traffic from outside to services: an Ingress, an OpenShift Route, an HTTPRoute. */
export interface RouteObject extends Named {
  readonly type: "route";
  readonly services: readonly string[];
}

/** A LimitRange or a ResourceQuota. */
export interface BoundsObject extends Named {
  readonly type: "bounds";
  /** What containers without a limit of their own are given one for: `memory`. */
  readonly defaults: readonly string[];
}

export interface RoleObject extends Named {
  readonly type: "role";
  readonly clusterWide: boolean;
  /** What it lets an attacker do, the gravest first; empty where that is nothing of note. */
  readonly powers: readonly Power[];
  /** The secrets that it lets be read by their names. */
  readonly secrets: readonly string[];
}

export interface Power {
  /** Behind "can": "read every secret". */
  readonly what: string;
  /** It leads to every other right in reach. */
  readonly total: boolean;
  /** It is over what belongs to no namespace. */
  readonly clusterScoped: boolean;
  readonly at: Place;
}

/** The name of a grant for all accounts of its namespace; without one, of all namespaces. No account is called so. */
export const everyAccount = "*";

/** A binding, for one service account that it names: `name` and `namespace` are the account's. */
export interface GrantObject extends Named {
  readonly type: "grant";
  /** The binding's name. */
  readonly binding: string;
  readonly bindingNamespace: string | undefined;
  readonly clusterWide: boolean;
  readonly role: { readonly kind: string; readonly name: string };
}

/** A `.dockerignore`; `at` is its end. `name` is the folder that it stands in, which is the context of builds. */
export interface IgnoreFileObject extends Named {
  readonly type: "ignore-file";
  /** The name of the only Dockerfile that it is for: `api.Dockerfile` for `api.Dockerfile.dockerignore`. */
  readonly only: string | undefined;
  readonly patterns: readonly string[];
  /** How its lines end. */
  readonly eol: "\n" | "\r\n";
}

/** A scanner's report. `name` is that of the first artifact, `kind` the scanner. */
export interface ScanReportObject extends Named {
  readonly type: "scan-report";
  readonly report: ScanReport;
}

/** `name` is the folder that it stands in, by which others include it. */
export interface KustomizationObject extends Named {
  readonly type: "kustomization";
  /** Files and folders that it takes objects from, or that add to them; named as the host would name them. */
  readonly includes: readonly string[];
  readonly patches: readonly KustomizationPatch[];
}

export interface KustomizationPatch {
  /** Undefined where it does not say: then all objects are meant, or what the patch in the file names. */
  readonly kind: string | undefined;
  readonly name: string | undefined;
  /** The file that the patch stands in, where that alone says what it is for. */
  readonly file: string | undefined;
}

/** A strategic merge patch in a file. */
export interface PatchObject extends Named {
  readonly type: "patch";
}
