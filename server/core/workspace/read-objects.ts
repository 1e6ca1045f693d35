import { detect } from "../detect.ts";
import type { KubernetesObject, ManifestDocument } from "../model/kubernetes.ts";
import { readManifest } from "../model/kubernetes-model.ts";
import { impliedKustomization, isKustomizationName } from "../model/kustomization.ts";
import { type LabelSelector, readLabels, readSelector } from "../model/label-selector.ts";
import { decidesOn, isNetworkPolicy } from "../model/network-policy.ts";
import { namedSecretsOf, powersOf } from "../model/powers.ts";
import { bindingsOf, rolesOf, type Subject } from "../model/rbac.ts";
import { isInternal } from "../model/services.ts";
import { looksLikeReport, readReports, unreadReport } from "../reports/read-report.ts";
import type { ScanReport } from "../reports/scan-report.ts";
import { parseYaml, splitDocuments } from "../syntax/yaml.ts";
import type { YamlView } from "../syntax/yaml-view.ts";
import { LineIndex, type Span } from "../text.ts";
import { isIgnoreFile, readIgnoreFile } from "./ignore-file.ts";
import { kustomizationObject } from "./kustomization-object.ts";
import { everyAccount, type Place, type WorkspaceObject } from "./objects.ts";

/** Documents without one of these kinds are not worth a parse. */
const askedKinds =
  /\bkind["']?[ \t]*:[ \t]*["']?(?:\w*NetworkPolicy|(?:Cluster)?Role(?:Binding)?|Namespace|LimitRange|ResourceQuota|ServiceAccount|Service|Ingress|Route|HTTPRoute|Kustomization|Component|\w*List|Template)\b/;

const podKinds =
  /\bkind["']?[ \t]*:[ \t]*["']?(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|DeploymentConfig)\b/;

/** Of workloads only patches are asked for: they lack an image or labels, or say how they are merged. */
const mayBePatch = (text: string): boolean =>
  podKinds.test(text) &&
  (!/\bimage["']?[ \t]*:/.test(text) ||
    !/\blabels\b/.test(text) ||
    /\$(?:patch|retainKeys|setElementOrder)\b/.test(text));

/** A patch may be as complete as what it is laid over: then its file's name may tell it. */
const namesPatch = (path: string): boolean => /patch/i.test(path);

const isAsked = (path: string, text: string): boolean =>
  askedKinds.test(text) || mayBePatch(text) || (namesPatch(path) && podKinds.test(text));

/** False where a file surely holds no object that other files may ask for. */
export const holdsObjects = (path: string, text: string): boolean =>
  isIgnoreFile(path) ||
  looksLikeReport(text) ||
  (text.length <= largest && (isKustomizationName(path) || isAsked(path, text)));

/** Larger files are data, and no manifests that somebody writes. */
const largest = 1024 * 1024;

/** The objects of a file that other files may ask for. Total: of a text that cannot be read there are none. */
export function objectsOfFile(path: string, text: string): readonly WorkspaceObject[] {
  if (!holdsObjects(path, text) || text.includes("\0")) return [];
  if (isIgnoreFile(path)) return [readIgnoreFile(path, text)];
  const reports = readReports(text);
  if (reports.length > 0) return reports.map((report) => reportObject(path, report));
  if (detect({ path, text }) !== "yaml") return [];
  const lines = new LineIndex(text);
  const implied = isKustomizationName(path) ? impliedKustomization : undefined;
  return splitDocuments(text).flatMap(({ start, text: document }) => {
    if (!implied && !isAsked(path, document)) return [];
    return objectsOfDocument(readManifest(parseYaml(document), implied), (span) => placeIn(lines, path, span, start));
  });
}

/** A report of which only the beginning is at hand: that it is there is said, and of what. */
export function reportInPart(path: string, head: string): readonly WorkspaceObject[] {
  const isReport = /^(?:\u00ef\u00bb\u00bf)?\s{0,100}\{/.test(head) && /"(?:SchemaVersion|matches)"\s*:/.test(head);
  return isReport ? [reportObject(path, unreadReport(head, "not readable"))] : [];
}

function reportObject(path: string, report: ScanReport): WorkspaceObject {
  const at = { path, line: 0, character: 0, endCharacter: 0 };
  return {
    type: "scan-report",
    kind: report.scanner,
    name: report.artifacts[0] ?? "",
    namespace: undefined,
    at,
    report,
  };
}

export function placeIn(lines: LineIndex, path: string, span: Span, shift: number): Place {
  const { line, character } = lines.position(span.start + shift);
  return { path, line, character, endCharacter: character + (span.end - span.start) };
}

/** A patch says nothing of what it is laid over. */
export function objectsOfDocument(
  manifest: ManifestDocument,
  placeOf: (span: Span) => Place,
): readonly WorkspaceObject[] {
  const found = manifest.objects.flatMap((object) => {
    const kustomization = kustomizationObject(object, manifest.yaml, placeOf);
    if (kustomization) return [kustomization];
    if (object.name === "") return [];
    if (object.pods.length > 0) {
      const place = named(object, placeOf);
      return object.partial || namesPatch(place.at.path) ? [{ type: "patch", ...place } as const] : [];
    }
    const details = readers.get(object.kind)?.(object, placeOf);
    return details ? [{ ...named(object, placeOf), ...details } as WorkspaceObject] : [];
  });
  return [...found, ...rolesIn(manifest, placeOf), ...grantsIn(manifest, placeOf)];
}

function* rolesIn(manifest: ManifestDocument, placeOf: (span: Span) => Place): Iterable<WorkspaceObject> {
  for (const role of rolesOf(manifest)) {
    const { object, clusterWide } = role;
    // An operator's bundle binds its permissions by itself.
    if (object.name === "" || object.kind === "ClusterServiceVersion") continue;
    const powers = powersOf(role).map(({ span, ...power }) => ({ ...power, at: placeOf(span) }));
    yield {
      type: "role",
      ...named(object, placeOf),
      clusterWide,
      powers,
      secrets: namedSecretsOf(role).map(({ text }) => text),
    };
  }
}

function* grantsIn(manifest: ManifestDocument, placeOf: (span: Span) => Place): Iterable<WorkspaceObject> {
  for (const { object, clusterWide, roleRef, subjects } of bindingsOf(manifest)) {
    if (!roleRef) continue;
    for (const subject of subjects) {
      const account = accountsOf(subject);
      if (!account) continue;
      const { name, namespace } = account;
      yield {
        type: "grant",
        kind: object.kind,
        name,
        namespace,
        at: placeOf(object.nameSpan),
        binding: object.name,
        bindingNamespace: object.namespace,
        clusterWide,
        role: { kind: roleRef.kind, name: roleRef.name },
      };
    }
  }
}

/** The accounts that a subject means: by their own kind, as the user that an account is, or as a group of all. */
function accountsOf({ kind, name, namespace }: Subject): { name: string; namespace: string | undefined } | undefined {
  if (kind === "ServiceAccount") return { name, namespace };
  const [, of, one] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(kind === "User" ? name : "") ?? [];
  if (of && one) return { name: one, namespace: of };
  const [group, all] = /^system:serviceaccounts(?::(.+))?$/.exec(kind === "Group" ? name : "") ?? [];
  return group ? { name: everyAccount, namespace: all } : undefined;
}

type Details<Whole extends WorkspaceObject = WorkspaceObject> = Whole extends WorkspaceObject
  ? Omit<Whole, "kind" | "name" | "namespace" | "at">
  : never;
type Read = (object: KubernetesObject, placeOf: (span: Span) => Place) => Details | undefined;

function named({ kind, name, namespace, nameSpan }: KubernetesObject, placeOf: (span: Span) => Place) {
  return { kind, name, namespace, at: placeOf(nameSpan) };
}

const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["NetworkPolicy", networkPolicy],
  ["GlobalNetworkPolicy", foreignPolicy],
  ["CiliumNetworkPolicy", ciliumPolicy],
  ["CiliumClusterwideNetworkPolicy", ciliumPolicy],
  ["AdminNetworkPolicy", foreignPolicy],
  ["BaselineAdminNetworkPolicy", foreignPolicy],
  ["Namespace", namespace],
  ["ServiceAccount", serviceAccount],
  ["Service", service],
  ["Ingress", ingress],
  ["Route", route],
  ["HTTPRoute", httpRoute],
  ["LimitRange", limitRange],
  ["ResourceQuota", () => ({ type: "bounds", defaults: [] })],
]);

function limitRange({ view }: KubernetesObject): Details {
  const limits = (view.at("spec", "limits")?.items() ?? []).filter((one) => one.get("type")?.text() === "Container");
  return {
    type: "bounds",
    defaults: limits.flatMap((one) => (one.get("default")?.entries() ?? []).map(({ key }) => key)),
  };
}

function networkPolicy(object: KubernetesObject): Details | undefined {
  if (!isNetworkPolicy(object)) return foreignPolicy(object);
  const spec = object.view.get("spec");
  if (spec?.kind !== "map") return undefined;
  return {
    type: "network-policy",
    selector: readSelector(spec.get("podSelector")),
    everywhere: false,
    ingress: decidesOn(spec, "Ingress"),
    egress: decidesOn(spec, "Egress"),
  };
}

/** Policies of other products select in languages of their own: what they isolate is not known. */
function foreignPolicy({ kind, apiVersion }: KubernetesObject): Details {
  const everywhere = kind !== "NetworkPolicy" || !apiVersion.includes("/");
  return { type: "network-policy", selector: undefined, everywhere, ingress: true, egress: true };
}

function ciliumPolicy(object: KubernetesObject): Details {
  const { view, kind } = object;
  // Several policies in one are not told apart.
  if (view.get("specs")) return foreignPolicy(object);
  const spec = view.get("spec");
  const selector = spec?.get("endpointSelector");
  const everywhere = kind === "CiliumClusterwideNetworkPolicy";
  const unknown = everywhere || !selector || selector.isNull();
  const isSet = (key: string) => [key, `${key}Deny`].some((name) => spec?.get(name) !== undefined);
  return {
    type: "network-policy",
    selector: unknown ? undefined : withoutSources(readSelector(selector)),
    everywhere,
    ingress: isSet("ingress"),
    egress: isSet("egress"),
  };
}

/** Cilium names where a label comes from: `k8s:app` is the pod's `app`; of labels from elsewhere nothing is known. */
function withoutSources(selector: LabelSelector | undefined): LabelSelector | undefined {
  const keys = [...Object.keys(selector?.labels ?? {}), ...(selector?.expressions ?? []).map(({ key }) => key)];
  if (!selector || keys.some((key) => /^(?!k8s:|any:)[^:]*:/.test(key))) return undefined;
  const bare = (key: string): string => key.replace(/^(?:k8s|any):/, "");
  return {
    labels: Object.fromEntries(Object.entries(selector.labels).map(([key, value]) => [bare(key), value])),
    expressions: selector.expressions.map((one) => ({ ...one, key: bare(one.key) })),
  };
}

const enforce = "pod-security.kubernetes.io/enforce";

function namespace({ view, apiVersion }: KubernetesObject, placeOf: (span: Span) => Place): Details | undefined {
  if (apiVersion !== "v1") return undefined;
  const labels = view.at("metadata", "labels");
  const level = labels?.get(enforce);
  const text = level?.text();
  const version = labels?.get(`${enforce}-version`)?.text();
  return { type: "namespace", enforces: level && text ? { level: text, version, at: placeOf(level.span) } : undefined };
}

function serviceAccount({ view, apiVersion }: KubernetesObject): Details | undefined {
  if (apiVersion !== "v1") return undefined;
  return { type: "service-account", automounts: view.get("automountServiceAccountToken")?.boolean() };
}

function service(object: KubernetesObject): Details | undefined {
  const { view, apiVersion } = object;
  if (apiVersion !== "v1") return undefined;
  const spec = view.get("spec");
  const selector = spec?.get("selector");
  return {
    type: "service",
    selector: selector && selector.entries().length > 0 ? readLabels(selector) : undefined,
    serviceType: spec?.get("type")?.text() ?? "ClusterIP",
    internal: isInternal({ object }),
  };
}

function ingress({ view, apiVersion }: KubernetesObject): Details | undefined {
  if (!/^(?:networking\.k8s\.io|extensions)\//.test(apiVersion)) return undefined;
  const spec = view.get("spec");
  const backends = [spec?.get("defaultBackend"), spec?.get("backend")];
  for (const rule of spec?.get("rules")?.items() ?? []) {
    for (const path of rule.at("http", "paths")?.items() ?? []) backends.push(path.get("backend"));
  }
  const named = (backend: YamlView | undefined) => backend?.at("service", "name") ?? backend?.get("serviceName");
  return { type: "route", services: textsOf(backends.map(named)) };
}

function route({ view, apiVersion }: KubernetesObject): Details | undefined {
  if (!apiVersion.startsWith("route.openshift.io/")) return undefined;
  const spec = view.get("spec");
  const targets = [spec?.get("to"), ...(spec?.get("alternateBackends")?.items() ?? [])];
  return { type: "route", services: textsOf(targets.map((target) => target?.get("name"))) };
}

function httpRoute({ view, apiVersion, namespace }: KubernetesObject): Details | undefined {
  if (!apiVersion.startsWith("gateway.networking.k8s.io/")) return undefined;
  const rules = view.at("spec", "rules")?.items() ?? [];
  const backends = rules.flatMap((rule) => rule.get("backendRefs")?.items() ?? []);
  // A service of another namespace only has the same name, and other kinds are no services.
  const own = backends.filter((backend) => {
    const other = backend.get("namespace")?.text();
    return (other ?? namespace) === namespace && (backend.get("kind")?.text() ?? "Service") === "Service";
  });
  return { type: "route", services: textsOf(own.map((backend) => backend.get("name"))) };
}

const textsOf = (views: readonly (YamlView | undefined)[]): readonly string[] =>
  views.flatMap((view) => view?.text() ?? []);
